"""The sentences in which a due date explains itself. Plain Python, for the command line tells them without
Django.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentences:
    """One language. Braces are filled by `explain`."""

    comma: str
    from_next_day: str
    from_same_day: str
    from_instant: str
    arrived_late: str
    weekends: str
    holidays: str
    weekends_and_holidays: str
    holiday: str
    every_day: str
    day_and_night: str
    opening_hours_only: str
    held_days: str
    held_time: str
    held_still: str
    full_days: str
    moved: str
    ends: str
    estimated: str


SENTENCES: Mapping[str, Sentences] = {
    "ar": Sentences(
        comma="، ",
        from_next_day="الأجل {length} ابتداء من اليوم الموالي ليوم {day}.",
        from_same_day="الأجل {length} ابتداء من يوم {day}، وهو محسوب.",
        from_instant="الأجل {length} ابتداء من الساعة {time} من يوم {day}.",
        arrived_late="ما يرد خارج أوقات العمل يُعد واردا في يوم العمل الموالي.",
        weekends="لا تُحسب عطلة نهاية الأسبوع.",
        holidays="لا تُحسب العطل الرسمية: {holidays}.",
        weekends_and_holidays="لا تُحسب عطلة نهاية الأسبوع ولا العطل الرسمية: {holidays}.",
        holiday="{day} ({name})",
        every_day="تُحسب جميع الأيام، بما فيها أيام العطل.",
        day_and_night="تُحسب الساعات ليلا ونهارا، بما في ذلك أيام العطل.",
        opening_hours_only="لا تُحسب إلا أوقات العمل.",
        held_days="لا تُحسب أيام توقف الأجل، وعددها {days}.",
        held_time="لا تُحسب مدة توقف الأجل.",
        held_still="الأجل متوقف الآن، وهذا تاريخ نهايته لو استؤنف في الحال.",
        full_days="الأيام كاملة: لا يُحسب اليوم الأول ولا اليوم الأخير.",
        moved="لم يصادف اليوم الأخير يوم عمل، فامتد الأجل إلى يوم العمل الموالي.",
        ends="ينتهي الأجل يوم {day} على الساعة {time}.",
        estimated="تاريخ {names} تقديري، وقد تتغير نهاية الأجل عند تأكيده.",
    ),
    "fr": Sentences(
        comma=", ",
        from_next_day="Le délai est de {length} à compter du lendemain du {day}.",
        from_same_day="Le délai est de {length} à compter du {day}, ce jour compris.",
        from_instant="Le délai est de {length} à compter du {day} à {time}.",
        arrived_late="Ce qui arrive hors des heures de travail est réputé reçu le jour ouvrable suivant.",
        weekends="Les fins de semaine ne comptent pas.",
        holidays="Les jours fériés ne comptent pas : {holidays}.",
        weekends_and_holidays="Les fins de semaine et les jours fériés ne comptent pas : {holidays}.",
        holiday="{day} ({name})",
        every_day="Tous les jours comptent, jours fériés compris.",
        day_and_night="Les heures comptent jour et nuit, jours fériés compris.",
        opening_hours_only="Seules les heures de travail comptent.",
        held_days="Les jours de suspension ne comptent pas : {days}.",
        held_time="Le temps de suspension ne compte pas.",
        held_still="Le délai est suspendu : cette date est celle de sa fin s’il reprenait maintenant.",
        full_days="Les jours sont francs : ni le premier ni le dernier ne comptent.",
        moved="Le dernier jour n’étant pas ouvrable, le délai va jusqu’au jour ouvrable suivant.",
        ends="Il prend fin le {day} à {time}.",
        estimated="Date estimée, pouvant déplacer la fin du délai : {names}.",
    ),
    "en": Sentences(
        comma=", ",
        from_next_day="The delay is {length}, counted from the day after {day}.",
        from_same_day="The delay is {length}, counted from {day}, that day included.",
        from_instant="The delay is {length}, counted from {time} on {day}.",
        arrived_late="What arrives outside working hours counts as received on the next working day.",
        weekends="Weekends do not count.",
        holidays="Public holidays do not count: {holidays}.",
        weekends_and_holidays="Weekends and public holidays do not count: {holidays}.",
        holiday="{day} ({name})",
        every_day="Every day counts, holidays included.",
        day_and_night="Hours run day and night, holidays included.",
        opening_hours_only="Only working hours count.",
        held_days="Days on hold do not count: {days}.",
        held_time="Time on hold does not count.",
        held_still="The clock is on hold: this is when it would end if it ran again now.",
        full_days="Days are full days: neither the first nor the last counts.",
        moved="The last day is not worked, so the delay goes on to the next working day.",
        ends="It ends on {day} at {time}.",
        estimated="Estimated date, which may move the end: {names}.",
    ),
}

"""Dates, hours and instants in words, with the names that each country gives to the months."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from shubbak.foundation.text.digits import to_digits
from shubbak.foundation.text.folding import fold_ar

_MONTHS_EASTERN = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
_MONTHS_MOROCCO = (
    "يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو",
    "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر",
)  # fmt: skip
_MONTHS_FR = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = {
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_NEAR_DAYS = {
    "ar": {-1: "أمس", 0: "اليوم", 1: "غدا"},
    "fr": {-1: "hier", 0: "aujourd’hui", 1: "demain"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}
_ALSO_SAID = {"البارحة": -1, "امبارح": -1, "أول أمس": -2, "avant-hier": -2, "بعد غد": 2, "après-demain": 2}
_COMMA = {"ar": "،"}
_NO_BREAK = "\u00a0"


def month_name(month: int, language: str, country: str) -> str:
    """The month (1–12) as it is called there: `نونبر` in Morocco, `نوفمبر` in the Gulf."""
    if language == "ar":
        return (_MONTHS_MOROCCO if country == "ma" else _MONTHS_EASTERN)[month - 1]
    return (_MONTHS_FR if language == "fr" else _MONTHS_EN)[month - 1]


def near_day(typed: str, today: date) -> date | None:
    """The day called yesterday, today or tomorrow in one of our languages; None for other words."""
    said = {word: away for words in _NEAR_DAYS.values() for away, word in words.items()}
    known = {fold_ar(word): away for word, away in (said | _ALSO_SAID).items()}
    away = known.get(fold_ar(typed.replace("’", "'")))
    return None if away is None else today + timedelta(days=away)


def weekday_name(day: date, language: str) -> str:
    return _WEEKDAYS.get(language, _WEEKDAYS["en"])[day.weekday()]


def short_date(
    day: date, language: str, country: str, digits: str = "latn", *, with_year: bool = True
) -> str:
    """Day, month in words and year: `19 نونبر 2026`, `1er mai 2026`."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    words = f"{number} {month_name(day.month, language, country)}"
    return _in_digits(f"{words} {day.year}" if with_year else words, language, digits)


def long_date(day: date, language: str, country: str, digits: str = "latn", *, with_year: bool = True) -> str:
    """The same after the day of the week: `الخميس 19 نونبر 2026`."""
    return f"{weekday_name(day, language)} {short_date(day, language, country, digits, with_year=with_year)}"


def clock_time(instant: datetime, language: str, digits: str = "latn") -> str:
    """The hour as its own zone shows it: `10:42`, in French `10 h 42`."""
    if language == "fr":
        return f"{instant.hour}{_NO_BREAK}h{_NO_BREAK}{instant.minute:02}"
    return _in_digits(f"{instant.hour}:{instant.minute:02}", language, digits)


def spoken_day(day: date, today: date, language: str, country: str, digits: str = "latn") -> str:
    """`اليوم`, `أمس`, `غدا`, else the day of the week and the date; the year only when it is another one."""
    near = _NEAR_DAYS.get(language, _NEAR_DAYS["en"])
    if (distance := (day - today) // timedelta(days=1)) in near:
        return near[distance]
    return long_date(day, language, country, digits, with_year=day.year != today.year)


def spoken_instant(
    instant: datetime, at: datetime, zone: str, language: str, country: str, digits: str = "latn"
) -> str:
    """`اليوم، 10:42`: an aware instant as it is said at `at` by the clock of `zone`."""
    local, now = instant.astimezone(ZoneInfo(zone)), at.astimezone(ZoneInfo(zone))
    day = spoken_day(local.date(), now.date(), language, country, digits)
    return f"{day}{_COMMA.get(language, ',')} {clock_time(local, language, digits)}"


def _in_digits(words: str, language: str, digits: str) -> str:
    return to_digits(words, digits) if language == "ar" else words

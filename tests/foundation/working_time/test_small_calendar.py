"""The small calendar beside a due date."""

from datetime import date

from shubbak.foundation.working_time import weeks
from tests.foundation.working_time.calendars import MOROCCO, OMAN, hold, reckoned


def kinds(reckoning):
    return {f"{cell.day:%d %b}": cell.kind for cell in reckoning.days}


def ranks(reckoning):
    return [(cell.day.day, cell.rank) for cell in reckoning.days if cell.rank]


def test_each_day_says_what_it_was():
    asked = hold(MOROCCO, "2026-11-09 10:00", "2026-11-09 11:00")
    assert kinds(reckoned("2026-11-05 09:30", "2 working_days", asked)) == {
        "05 Nov": "start",
        "06 Nov": "holiday",
        "07 Nov": "not_worked",
        "08 Nov": "not_worked",
        "09 Nov": "held",
        "10 Nov": "counted",
        "11 Nov": "last",
    }


def test_counted_days_bear_their_rank_and_holidays_their_name():
    reckoning = reckoned("2026-11-05 09:30", "3 working_days")
    assert ranks(reckoning) == [(9, 1), (10, 2), (11, 3)]
    assert [(day.day, day.name["fr"]) for day in weeks(reckoning).named] == [
        (date(2026, 11, 6), "Anniversaire de la Marche verte")
    ]


def test_the_worked_day_on_which_a_calendar_delay_ends_bears_no_rank_of_its_own():
    reckoning = reckoned("2026-11-12 10:00", "3 calendar_days")
    assert ranks(reckoning) == [(13, 1), (14, 2), (15, 3)]
    assert kinds(reckoning)["16 Nov"] == "last"


def test_weeks_are_whole_and_begin_after_the_weekend():
    monday_first = weeks(reckoned("2026-11-05 09:30", "2 working_days"))
    assert monday_first.weekdays == (0, 1, 2, 3, 4, 5, 6)
    assert [[cell.day.day for cell in week] for week in monday_first.weeks] == [
        [2, 3, 4, 5, 6, 7, 8],
        [9, 10, 11, 12, 13, 14, 15],
    ]
    assert monday_first.weeks[0][0].kind == "outside"
    sunday_first = weeks(reckoned("2026-11-05 09:30", "1 working_day", calendar=OMAN))
    assert sunday_first.weekdays[0] == 6
    assert sunday_first.weeks[0][0].day == date(2026, 11, 1)


def test_six_weeks_are_drawn_and_seven_become_months():
    assert len(weeks(reckoned("2026-11-02 09:30", "39 calendar_days")).weeks) == 6
    long = weeks(reckoned("2026-11-02 09:30", "42 calendar_days"))
    assert long.weeks == ()
    assert [(month.first, month.counted, month.last_day) for month in long.months] == [
        (date(2026, 11, 1), 28, None),
        (date(2026, 12, 1), 14, date(2026, 12, 14)),
    ]

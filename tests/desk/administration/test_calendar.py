"""The calendar of the body: what would move is said before it is decided, and what moved after."""

from datetime import date

import pytest

from shubbak.agencies.models import CalendarDay, Season
from shubbak.cases.models import CaseClock
from shubbak.journal.models import Leaf
from tests.cases.test_workflow import referred

DAY = "/desk/administration/calendar/day"
RAMADAN = "/desk/administration/calendar/ramadan"
CLOSED = {"day": "2026-11-20", "what": "closure", "name_ar": "إغلاق"}


@pytest.fixture
def due(office):
    """When the answer of an open file is due, whenever it is asked."""
    case = referred(office)
    return lambda: CaseClock.objects.get(case=case, code="answer").due_at


def text_of(answer) -> str:
    return answer.content.decode()


def test_nothing_is_decided_before_the_administrator_has_seen_what_would_move(administrator, due):
    before = due()
    page = administrator.post(DAY, CLOSED)
    assert page.context["count"] == 1
    assert "الآجال المفتوحة التي ستتغير" in text_of(page)
    assert (CalendarDay.objects.count(), due()) == (0, before)


def test_a_closure_moves_what_was_said(administrator, due):
    foreseen = administrator.post(DAY, CLOSED).context["lines"]
    page = administrator.post(DAY, {**CLOSED, "decide": "yes"})
    assert page.context["lines"] == foreseen
    assert due().date() == date(2026, 12, 3)
    assert Leaf.objects.filter(what="calendar.day_decided", about="calendar:2026-11-20").exists()
    assert "إغلاق" in text_of(administrator.get("/desk/administration/calendar?year=2026"))


def test_a_feast_that_moves_frees_the_one_day_and_takes_the_other(administrator, due):
    moved = {"day": "2026-11-18", "what": "moved", "to": "2026-11-19", "decide": "yes"}
    assert administrator.post(DAY, moved).context["count"] == 0
    kinds = dict(CalendarDay.objects.values_list("day", "kind"))
    assert kinds == {date(2026, 11, 18): "not_holiday", date(2026, 11, 19): "holiday"}


def test_a_feast_that_the_calendar_knows_is_confirmed_under_its_name(administrator):
    administrator.post(DAY, {"day": "2026-11-18", "what": "confirmed", "decide": "yes"})
    decided = CalendarDay.objects.get()
    assert (decided.kind, decided.status) == ("holiday", "confirmed")
    assert decided.name["ar"] == "عيد الاستقلال"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"day": "2026-11-17", "what": "confirmed"}, "day"),
        ({"day": "2026-11-18", "what": "moved"}, "to"),
        ({"day": "2026-11-20", "what": "closure"}, "name_ar"),
        ({"day": "", "what": "worked"}, "day"),
    ],
)
def test_what_is_missing_is_said_at_its_field(administrator, typed, wrong):
    assert wrong in administrator.post(DAY, typed).context["form"].errors


def test_the_hours_of_ramadan_are_set(administrator, at):
    hours = {f"day_{weekday}": "09:00-15:00" for weekday in range(5)}
    posted = {"starts": "2027-02-09", "ends": "2027-03-10", "status": "confirmed", **hours}
    assert administrator.post(RAMADAN, posted).context["count"] == 0
    administrator.post(RAMADAN, {**posted, "decide": "yes"})
    administrator.post(RAMADAN, {**posted, "starts": "2027-02-08", "decide": "yes"})
    assert Season.objects.get().starts == date(2027, 2, 8)
    assert Leaf.objects.filter(what="calendar.season_decided").count() == 2


def test_ramadan_is_offered_as_the_calendar_has_it(administrator):
    page = administrator.get(f"{RAMADAN}?starts=2027-02-08")
    assert page.context["form"]["day_0"].value() == "09:00-15:00"
    empty = {"starts": "2027-02-08", "ends": "2027-03-09", "status": "confirmed"}
    assert administrator.post(RAMADAN, empty).context["form"].errors

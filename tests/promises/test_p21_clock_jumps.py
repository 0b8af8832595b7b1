"""P21: clock jumps do not break order, deadlines or tokens.

A machine whose clock is frozen, set forward and set back takes letters and deposits and closes days, around
the instants at which clocks go wrong: the hour of Ramadan, 29 February, the last second of a year, a feast
that is moved on its eve. SHUBBAK_PROMISES is smoke (default), ci or full.
"""

import os
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shubbak.agencies.actions import decide_calendar_day
from shubbak.agencies.models import CalendarDay
from shubbak.agencies.queries import current_agency
from shubbak.cases import audit as cases
from shubbak.journal import audit as journal
from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import close_day, close_forgotten_days, declare_nature, declare_register
from shubbak.registry.books import audit as registry
from shubbak.registry.letters.natures import NATURES
from shubbak.registry.models import Series
from shubbak.registry.rules import RegisterFacts, RegistryRefused
from tests.cases.office import Office, open_office
from tests.registry.office import arrived

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
HISTORIES = {"smoke": 5, "ci": 150, "full": 3_000}[SIZE]
ODD_INSTANTS = (
    datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC),  # the last second of the year in Casablanca
    datetime(2027, 2, 7, 1, 59, 59, tzinfo=UTC),  # Ramadan begins: the clock goes back
    datetime(2027, 3, 14, 1, 59, 59, tzinfo=UTC),  # … and forward again
    datetime(2028, 2, 28, 23, 59, 59, tzinfo=UTC),  # the eve of the day that is not there every year
    datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
)
OLDEST = datetime(2022, 1, 2, tzinfo=UTC)
"""Before it no calendar knows the holidays: what comes on such a clock is refused, and its draft kept."""
JUMPS = st.sampled_from(
    [timedelta(0), *(sign * step for sign in (1, -1) for step in map(timedelta, (0, 1, 3, 400)))]
) | st.integers(-7200, 7200).map(lambda seconds: timedelta(seconds=seconds))
DEEDS = st.lists(st.tuples(JUMPS, st.sampled_from(("letter", "deposit", "close", "night"))), max_size=8)

pytestmark = pytest.mark.promise("P21")


@pytest.fixture
def office(agency, at) -> Office:
    made = open_office(at)
    incoming = RegisterFacts("incoming", "incoming", "و {n}/{year}", {"ar": "الواردات"}, "in")
    declare_register(facts=incoming, actor=SYSTEM, at=at)
    for nature in NATURES:
        declare_nature(facts=nature, actor=SYSTEM, at=at)
    return made


def do(office: Office, deed: str, now: datetime) -> None:
    """One deed at the time that the machine believes in."""
    if deed == "letter":
        arrived(now)
    elif deed == "deposit":
        office.deposit(at=now, answers={"since": now.date().isoformat()})
    elif deed == "night":
        close_forgotten_days(at=now)
    elif series := Series.objects.filter(register__code="incoming").last():
        day = now.astimezone(ZoneInfo(current_agency().zone)).date()
        with suppress(RegistryRefused):  # it is closed already
            close_day(series=series, day=day, clerk=None, at=now)


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from(ODD_INSTANTS), deeds=DEEDS)
def test_numbers_and_days_stay_in_order_whatever_the_clock_does(office, start, deeds):
    now = start
    for jump, deed in deeds:
        now = max(now + jump, OLDEST)
        do(office, deed, now)
    assert [*registry.problems(), *journal.problems(), *cases.problems()] == []


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from(ODD_INSTANTS), back=st.integers(1, 10_000_000))
def test_a_clock_that_goes_back_takes_no_day_from_a_deadline(office, start, back):
    first = office.deposit(at=start, answers={"since": start.date().isoformat()})
    earlier = start - timedelta(seconds=back)
    second = office.deposit(at=earlier, answers={"since": earlier.date().isoformat()})
    # Back over the turn of a year it is the year that the clock says, whose register has an order of its own.
    is_other_year = second.entry.series_id != first.entry.series_id
    assert is_other_year or second.entry.received_at >= first.entry.received_at
    for case in (first, second):
        assert all(clock.due_at > clock.started_at for clock in case.clocks.all())


def test_a_feast_moved_on_its_eve_leaves_the_days_of_a_register_in_order(office, at):
    """What came on the feast bears the day after; once it is no feast, what comes bears no earlier day."""
    feast = date(2026, 11, 18)
    evening = datetime(2026, 11, 18, 8, tzinfo=UTC)
    first = arrived(evening)
    assert first.register_day > feast
    moved = CalendarDay.Kind.NOT_HOLIDAY
    decide_calendar_day(agency=current_agency(), day=feast, kind=moved, name={}, at=evening)
    assert arrived(evening + timedelta(minutes=1)).register_day == first.register_day
    assert [*registry.problems()] == []

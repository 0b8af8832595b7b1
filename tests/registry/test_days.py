"""Days of a register: the line under each, drawn and signed by two, or drawn by itself at 23:59."""

from datetime import timedelta

import pytest

from shubbak.journal.queries import lines_about
from shubbak.registry.actions import close_day, close_forgotten_days, sign_day
from shubbak.registry.models import DayClosing, Series
from shubbak.registry.rules import RegistryRefused
from tests.registry.office import arrived, clerk, open_books


@pytest.fixture(autouse=True)
def books(agency, at):
    open_books(at)


def closed(at, by=None):
    return close_day(series=Series.objects.get(), day=at.date(), clerk=by or clerk(), at=at)


def test_the_line_counts_the_day_from_its_first_number_to_its_last(at):
    for _ in range(3):
        arrived(at)
    closing = closed(at)
    assert (closing.count, closing.first, closing.last) == (3, 1, 3)
    [line] = lines_about(f"incoming/{at.date()}")
    assert (line.what, line.facts["count"]) == ("registry.day_closed", 3)


def test_what_comes_after_the_closing_bears_the_next_worked_day(at):
    arrived(at)
    closed(at)
    entry = arrived(at + timedelta(minutes=1))
    assert entry.register_day.isoformat() == "2026-11-19"  # the 18th is Independence Day
    assert entry.received_at == at + timedelta(minutes=1)


def test_a_day_is_closed_once_and_not_before_it_is_there(at):
    arrived(at)
    closed(at)
    with pytest.raises(RegistryRefused, match="day_closed"):
        closed(at)
    with pytest.raises(RegistryRefused, match="day_not_over"):
        close_day(series=Series.objects.get(), day=at.date() + timedelta(days=1), clerk=clerk(), at=at)


def test_the_head_signs_once_and_is_somebody_else(at):
    arrived(at)
    writer, head = clerk(), clerk("فاطمة")
    closing = closed(at, writer)
    with pytest.raises(RegistryRefused, match="two_people"):
        sign_day(closing=closing, head=writer, at=at)
    sign_day(closing=closing, head=head, at=at)
    with pytest.raises(RegistryRefused, match="signed_already"):
        sign_day(closing=closing, head=head, at=at)


def test_a_forgotten_day_closes_by_itself_at_a_minute_to_midnight(at):
    arrived(at)
    late = at.replace(hour=22, minute=58)  # Casablanca is an hour ahead
    assert close_forgotten_days(at=late - timedelta(minutes=1)) == 0
    assert close_forgotten_days(at=late + timedelta(minutes=1)) == 1
    assert close_forgotten_days(at=late + timedelta(minutes=1)) == 0
    closing = DayClosing.objects.get()
    assert (closing.day, closing.clerk, closing.count) == (at.date(), None, 1)


def test_days_that_the_machine_slept_through_are_closed_one_by_one(at):
    for days in (0, 2, 3):
        arrived(at + timedelta(days=days))
    assert close_forgotten_days(at=at + timedelta(days=9)) == 3
    assert [closing.count for closing in DayClosing.objects.all()] == [1, 1, 1]

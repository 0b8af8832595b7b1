"""Clocks warn, escalate and follow the calendar; silence decides nothing."""

from datetime import UTC, date, datetime, timedelta

from shubbak.agencies.calendars import calendar_if
from shubbak.agencies.queries import current_agency
from shubbak.agencies.rules import DayDecided
from shubbak.cases.actions import confirm_days, confirm_season, run_clocks
from shubbak.cases.models import Case, CaseClock, CaseEvent
from shubbak.cases.queries import due_dates_moved_by
from shubbak.journal.queries import lines_about
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.models import Message
from tests.cases.test_workflow import in_progress, referred


def events(case, what):
    return CaseEvent.objects.filter(case=case, what=what)


def answer_clock(case):
    return CaseClock.objects.get(case=case, code="answer")


def test_a_clock_warns_once(office, at):
    case = in_progress(office)
    for hours in (9, 10):
        run_clocks(at=at + timedelta(hours=hours))
    assert events(case, "warned").count() == 1
    assert Message.objects.filter(template="desk:warning", about_id=str(case.pk)).count() == 1


def test_nothing_is_said_before_its_time(office, at):
    referred(office)
    assert run_clocks(at=at + timedelta(hours=8)) == 0


def test_a_clock_that_runs_out_tells_the_head(office, at):
    case = in_progress(office)
    run_clocks(at=at + timedelta(hours=13))
    told = Message.objects.filter(template="desk:overdue", about_id=str(case.pk))
    assert set(told.values_list("address", flat=True)) >= {"head@miyah.example"}


def test_the_answer_that_is_late_goes_to_the_general_secretary(office):
    case = in_progress(office)
    run_clocks(at=answer_clock(case).due_at + timedelta(minutes=1))
    case.refresh_from_db()
    assert case.state == "escalated"
    step = CaseEvent.objects.get(case=case, step="escalate")
    assert (step.actor_kind, step.source) == ("clock", "in_progress")


def test_no_clock_ever_gives_a_result(office):
    case = in_progress(office)
    for days in range(0, 60, 5):
        run_clocks(at=answer_clock(case).due_at + timedelta(days=days))
    case.refresh_from_db()
    assert (case.result, case.closed_at) == ("", None)


def test_ten_working_days_from_a_tuesday_with_a_holiday(office):
    case = referred(office)
    due = answer_clock(case).due_at.astimezone(UTC)
    assert due.date() == date(2026, 12, 2)  # Wednesday 18 November is Independence Day


def test_a_day_off_that_is_decided_moves_the_open_due_dates(office, at):
    case = referred(office)
    before = answer_clock(case).due_at
    decided = DayDecided(date(2026, 11, 20), "holiday", {"ar": "عطلة استثنائية"})
    foreseen = list(due_dates_moved_by(calendar_if(current_agency(), [decided]), at))
    moved = confirm_days(decisions=[decided], actor=SYSTEM, at=at)
    assert [(line.number, line.before) for line in moved] == [(case.number, before)]
    assert moved == foreseen
    assert answer_clock(case).due_at == before + timedelta(days=1)
    assert [line.what for line in lines_about(case.number)][-1] == "case.due_moved"


def test_a_decision_that_changes_nothing_moves_nothing(office, at):
    referred(office)
    decided = DayDecided(date(2027, 6, 1), "closure", {"ar": "إغلاق"})
    assert confirm_days(decisions=[decided], actor=SYSTEM, at=at) == []


def test_ramadan_of_other_hours_moves_a_clock_of_hours(office, at):
    case, week = referred(office), [[["09:00", "11:00"]]] * 5 + [[], []]
    days = {"starts": date(2026, 11, 16), "ends": date(2026, 12, 15)}
    moved = confirm_season(kind="ramadan", **days, weekly_hours=week, status="confirmed", actor=SYSTEM, at=at)
    assert case.number in {line.number for line in moved}
    assert {line.after.hour for line in moved} == {11}


def test_the_queue_of_a_case_follows_its_nearest_clock(office, at):
    case = Case.objects.get(pk=referred(office).pk)
    run_clocks(at=at + timedelta(hours=13))
    case.refresh_from_db()
    assert case.due_at == datetime(2026, 11, 17, 21, 0, tzinfo=UTC)

"""Duty and absence steer who is in charge of files and who is told."""

from datetime import timedelta

import pytest

from shubbak.cases.actions import advance, assign, remind, run_clocks, send_to_unit
from shubbak.cases.models import Case
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.models import Message
from shubbak.people.actions import give_turn, note_absence
from tests.cases.test_workflow import in_progress, referred

WEEK = timedelta(days=7)


@pytest.fixture
def duty(office, at):
    """The colleague is on duty for the water network for a week, the counter's for the customers."""
    for name, unit in (("colleague", "water_network"), ("counter", "customers")):
        give_turn(
            staff=office.staff[name], unit=office.units[unit], starts=at, ends=at + WEEK, actor=SYSTEM, at=at
        )


def away(office, who, stand_in, at):
    people = {"staff": office.staff[who], "stand_in": office.staff[stand_in]}
    note_absence(**people, starts=at, ends=at + WEEK, actor=SYSTEM, at=at)


def told(case, what):
    wanted = Message.objects.filter(template=f"desk:{what}", about_id=str(case.pk))
    return {address.partition("@")[0] for address in wanted.values_list("address", flat=True)}


def in_charge(case):
    assignee = Case.objects.get(pk=case.pk).assignee
    return assignee.name if assignee else None


def test_a_file_that_arrives_is_put_in_the_charge_of_whoever_is_on_duty(office, duty, at):
    case = office.deposit()
    assert in_charge(case) == "counter"
    assert in_charge(referred(office)) == "colleague"


def test_without_a_turn_a_file_waits_for_somebody_to_take_it(office, at):
    assert in_charge(office.deposit()) is None
    assert in_charge(referred(office)) is None


def test_a_file_that_is_sent_on_goes_to_whoever_is_on_duty_there(office, duty, at):
    case = in_progress(office)
    sent = send_to_unit(
        case=case, unit=office.units["customers"], actor=office.actor("agent"), at=at, reason="x"
    )
    assert sent.assignee == office.staff["counter"]


def test_a_file_given_to_an_absent_colleague_goes_to_who_stands_in(office, at):
    case = referred(office)
    away(office, "agent", "colleague", at)
    assign(case=case, assignee=office.staff["agent"], actor=office.actor("head"), at=at)
    assert in_charge(case) == "colleague"


def test_the_stand_in_of_another_unit_takes_the_steps_of_the_absent_one(office, at):
    case = referred(office)
    away(office, "agent", "stranger", at)
    advance(case=case, step="take", actor=office.actor("stranger"), at=at)
    assert in_charge(case) == "stranger"


def test_warnings_and_overdue_files_are_told_to_stand_ins_and_to_whoever_is_on_duty(office, duty, at):
    case = in_progress(office)
    away(office, "agent", "stranger", at)
    away(office, "head", "secretary", at)
    run_clocks(at=at + timedelta(days=3))
    assert told(case, "warning") == {"stranger"}
    assert {"stranger", "secretary", "colleague"} <= told(case, "overdue")
    assert not {"agent", "head"} & told(case, "overdue")


def test_a_reminder_reaches_who_stands_in(office, at):
    case = in_progress(office)
    away(office, "agent", "colleague", at)
    remind(case=case, actor=office.actor("head"), at=at)
    assert told(case, "reminded") == {"colleague"}

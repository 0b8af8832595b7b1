"""The right ends, and with it the very next request: roles, positions, absences, accounts of staff."""

from datetime import timedelta

import pytest

from shubbak.cases.actions import advance
from shubbak.cases.queries import visible_to
from shubbak.cases.rules import StepFacts
from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import (
    close_account,
    end_absence,
    end_appointment,
    grant_role,
    note_absence,
    withdraw_role,
)
from shubbak.people.models import Appointment, RoleGrant
from shubbak.people.queries import roles_of

HOUR = timedelta(hours=1)
TO_WATER = StepFacts(unit="water_network")


@pytest.mark.asvs("7.4.2")
def test_after_a_role_is_withdrawn_the_next_request_is_refused(office, sign_in):
    desk, page = sign_in("counter"), f"/desk/cases/{office.deposit().pk}"
    assert desk.get(page).status_code == 200
    for grant in RoleGrant.objects.filter(staff=office.staff["counter"]):
        withdraw_role(grant=grant, actor=SYSTEM, at=office.at)
    assert "/staff/login/" in desk.get(page)["Location"]
    assert sign_in("counter").post(f"{page}/acts/note", {"words": "x"}).status_code == 403


@pytest.mark.asvs("8.2.2")
def test_whoever_loses_the_role_and_keeps_the_position_reads_nothing_any_more(office, sign_in):
    agent, theirs = office.staff["agent"], office.deposit()
    sent = advance(case=theirs, step="refer", actor=office.actor("counter"), at=office.at, facts=TO_WATER)
    advance(case=sent, step="take", actor=office.actor("agent"), at=office.at)
    assert visible_to(agent, office.at).count() == 1
    withdraw_role(grant=RoleGrant.objects.get(staff=agent), actor=SYSTEM, at=office.at)
    assert agent.appointments.in_force(office.at).exists()
    assert not visible_to(agent, office.at).exists()
    desk = sign_in("agent")
    assert desk.get(f"/desk/cases/{theirs.pk}").status_code == 404
    assert theirs.number not in desk.get("/desk/", {"words": theirs.number}).content.decode()


def test_a_role_elsewhere_does_not_open_the_unit_of_a_position(office):
    agent = office.staff["agent"]
    withdraw_role(grant=RoleGrant.objects.get(staff=agent), actor=SYSTEM, at=office.at)
    elsewhere = office.units["customers"]
    grant_role(staff=agent, role="agent", unit=elsewhere, actor=SYSTEM, starts=office.at, at=office.at)
    assert roles_of(agent, office.at).units == frozenset()


def test_after_a_position_is_ended_the_next_request_is_refused(office, sign_in):
    held = Appointment.objects.filter(staff=office.staff["head"]).first()
    assert held is not None
    desk = sign_in("head")
    assert desk.get("/desk/unit/").status_code == 200
    end_appointment(appointment=held, actor=SYSTEM, at=office.at)
    assert "/staff/login/" in desk.get("/desk/unit/")["Location"]


def test_after_an_absence_is_over_its_stand_in_is_refused_at_once(office, sign_in):
    absent, stand_in = office.staff["counter"], office.staff["agent"]
    case = office.deposit()
    absence = note_absence(
        staff=absent,
        stand_in=stand_in,
        starts=office.at - HOUR,
        ends=office.at + HOUR,
        actor=SYSTEM,
        at=office.at - HOUR,
    )
    desk, page = sign_in("agent"), f"/desk/cases/{case.pk}"
    assert desk.get(page).status_code == 200
    end_absence(absence=absence, actor=SYSTEM, at=office.at)
    assert "/staff/login/" in desk.get(page)["Location"]
    assert sign_in("agent").get(page).status_code == 404


@pytest.mark.asvs("7.4.2")
def test_after_an_account_is_closed_the_next_request_is_refused(office, sign_in):
    desk = sign_in("agent")
    assert desk.get("/desk/").status_code == 200
    close_account(staff=office.staff["agent"], actor=SYSTEM, at=office.at)
    assert "/staff/login/" in desk.get("/desk/")["Location"]

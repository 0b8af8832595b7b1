"""Accounts, positions and roles, as their administrator gives and takes them."""

import re

import pytest
from django.test import Client

from shubbak.journal.models import Leaf
from shubbak.notifications.invitations import render_invitation
from shubbak.notifications.models import Message
from shubbak.people.models import RoleGrant, Staff
from shubbak.people.queries import roles_of
from tests.desk.conftest import HOST

STAFF = "/desk/administration/staff"
NEW = {"name": "هند", "name_fr": "Hind", "email": "Hind@Miyah.example", "language": "fr"}


@pytest.fixture
def agent(office):
    return office.staff["agent"]


@pytest.mark.asvs("6.4.1")
def test_a_new_colleague_chooses_a_password_with_the_link_that_is_shown_once(administrator):
    page = administrator.post(f"{STAFF}/new", NEW).content.decode()
    staff = Staff.objects.get(email="hind@miyah.example")
    path = re.search(r"/staff/welcome/[^<]+", page)[0]
    assert Client(headers=HOST).get(path, follow=True).status_code == 200
    assert "/staff/welcome/" not in administrator.get(f"{STAFF}/{staff.pk}").content.decode()
    assert Leaf.objects.filter(what="staff.invited", about=f"staff/{staff.pk}").exists()


def test_the_link_is_sent_to_the_colleague_and_made_when_it_leaves(administrator):
    administrator.post(f"{STAFF}/new", NEW)
    message = Message.objects.get(about_kind="invitation")
    assert (message.address, message.language) == ("hind@miyah.example", "fr")
    assert "welcome" not in str(message.context)
    assert "/staff/welcome/" in render_invitation(message).text


def test_an_address_has_one_account(administrator):
    page = administrator.post(f"{STAFF}/new", {**NEW, "email": "AGENT@miyah.example"})
    assert "لهذا العنوان حساب من قبل." in page.content.decode()


def test_a_role_for_a_service_and_a_unit_is_given_and_withdrawn_at_once(administrator, agent, at, sign_in):
    there = sign_in("agent")
    granted = {"role": "complaints", "service": "technical-complaint", "unit": "customers"}
    assert administrator.post(f"{STAFF}/{agent.pk}/grant", granted).status_code == 302
    assert roles_of(agent, at).has("complaints", "technical-complaint", "customers")
    grant = RoleGrant.objects.get(role="agent", staff=agent)
    assert there.get("/desk/").status_code == 200
    administrator.post(f"/desk/administration/grants/{grant.pk}/withdraw")
    assert not roles_of(agent, at).has("agent")
    assert there.get("/desk/").status_code == 302


def test_a_role_has_its_days(administrator, agent):
    period = {"role": "head", "starts": "2026-12-01", "ends": "2026-12-31"}
    administrator.post(f"{STAFF}/{agent.pk}/grant", period)
    grant = RoleGrant.objects.get(role="head", staff=agent)
    assert (grant.starts.isoformat(), grant.ends.isoformat()) == (
        "2026-11-30T23:00:00+00:00",
        "2026-12-31T23:00:00+00:00",
    )
    page = administrator.post(f"{STAFF}/{agent.pk}/grant", {**period, "ends": "2026-11-30"})
    assert "ends" in page.context["form"].errors


def test_the_last_administrator_stays(administrator, office):
    staff = office.staff["administrator"]
    grant = RoleGrant.objects.get(staff=staff)
    refused = [
        administrator.post(f"/desk/administration/grants/{grant.pk}/withdraw"),
        administrator.post(f"{STAFF}/{staff.pk}/close"),
    ]
    assert [page.status_code for page in refused] == [409, 409]
    assert "هذا آخر مسؤول للنظام" in refused[0].content.decode()


def test_a_position_is_given_once_at_a_time_and_ended(administrator, agent, at):
    held = agent.appointments.get()
    posted = {"position": held.position.code}
    page = administrator.post(f"{STAFF}/{agent.pk}/appoint", posted)
    assert "يشغل الموظف هذا المنصب من قبل" in page.content.decode()
    administrator.post(f"/desk/administration/appointments/{held.pk}/end")
    assert roles_of(agent, at).units == frozenset()
    assert administrator.post(f"{STAFF}/{agent.pk}/appoint", posted).status_code == 302


def test_a_closed_account_can_only_be_read(administrator, agent):
    assert administrator.post(f"{STAFF}/{agent.pk}/close").status_code == 302
    assert not Staff.objects.get(pk=agent.pk).is_active
    assert "الحساب مغلق." in administrator.get(f"{STAFF}/{agent.pk}").content.decode()
    assert administrator.post(f"{STAFF}/{agent.pk}/link").status_code == 404


@pytest.mark.asvs("6.4.3")
def test_the_second_step_is_reset_and_a_new_link_made(administrator, agent):
    administrator.post(f"{STAFF}/{agent.pk}/factor")
    assert Leaf.objects.filter(what="staff.second_factor_reset").exists()
    assert "/staff/welcome/" in administrator.post(f"{STAFF}/{agent.pk}/link").content.decode()


def test_everybody_is_listed_with_positions_and_roles(administrator, agent):
    page = administrator.get(STAFF).content.decode()
    assert "agent@miyah.example" in page
    assert "مسؤول النظام" in page

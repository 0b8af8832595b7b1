"""Refused access is on record, in a number of lines that nobody can raise at will."""

import pytest
from django.test import Client

from shubbak.journal.models import Leaf, LeafContent
from shubbak.people import refusals
from tests.desk.conftest import HOST

pytestmark = pytest.mark.asvs("16.3.2")


def lines(about):
    """Door and how often of each line about somebody."""
    leaves = Leaf.objects.filter(what="access.refused", about=about).values("index")
    told = LeafContent.objects.filter(index__in=leaves).order_by("index")
    return [(line.content["door"], line.content["times"]) for line in told]


def test_a_foreign_file_leaves_one_line_and_ten_tries_two(office, sign_in):
    desk, case = sign_in("stranger"), office.deposit()
    for _ in range(12):
        assert desk.get(f"/desk/cases/{case.pk}").status_code == 404
    assert lines(f"staff/{office.staff['stranger'].pk}") == [("desk_case", 1), ("desk_case", 10)]
    refused = Leaf.objects.filter(what="access.refused").values("index")
    assert str(case.pk) not in str(list(LeafContent.objects.filter(index__in=refused).values()))


def test_pages_of_others_leave_a_line_each(office, sign_in):
    desk = sign_in("agent")
    assert desk.get("/desk/administration/staff").status_code == 404
    assert desk.get("/desk/audit/journal").status_code == 404
    assert len(lines(f"staff/{office.staff['agent'].pk}")) == 2


@pytest.mark.asvs("16.3.3")
def test_a_wrong_code_at_the_portal_and_at_the_api_is_on_record(office):
    case, client = office.deposit(), Client(headers=HOST)
    client.post("/track", {"number": case.number, "code": "0000-0000-0000-0"})
    client.get(f"/api/v1/cases/{case.number.replace('/', '-')}", headers={"Shubbak-Code": "0000-0000-0000-0"})
    assert {door for door, _ in lines("staff/unknown")} >= {"track"}
    assert len(lines("staff/unknown")) == 2


def test_strangers_together_fill_nothing(office, monkeypatch):
    monkeypatch.setattr(refusals, "LINES_OF_STRANGERS", 2)
    for network in range(4):
        client = Client(headers=HOST, REMOTE_ADDR=f"203.0.{network}.7")
        assert client.get("/t/" + "A" * 22).status_code == 404
    assert len(lines("staff/unknown")) == 2


def test_what_is_missing_without_being_anybodys_is_no_refusal(office, sign_in):
    Client(headers=HOST).get("/services/none")
    sign_in("agent").get("/no/such/page")
    assert not Leaf.objects.filter(what="access.refused").exists()

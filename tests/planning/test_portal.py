"""A guest opines behind a link; the person reads what each body said, and never a member's name."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from shubbak.cases.queries import access_code_of
from shubbak.notifications.models import Message
from shubbak.people.guests import guest_token
from shubbak.people.models import GuestLink
from shubbak.planning.sittings.actions import lift_reservation
from shubbak.planning.sittings.letters import render_convocation
from shubbak.planning.sittings.models import Opinion, Reservation
from tests.planning.committee import convene
from tests.signer import signer

__all__ = ["signer"]


@pytest.fixture
def committee(office, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: office.at)
    return convene(office)


@pytest.fixture
def guest(committee):
    return Client(headers={"host": "miyah.localhost"})


def link():
    return f"/sittings/{guest_token(GuestLink.objects.get(task='opinion').pk)}"


def test_the_message_leads_to_the_files_of_the_sitting(committee, guest):
    message = Message.objects.get(template="convocation", address__startswith="omar")
    assert link() in re.sub("[\u2066-\u2069]", "", render_convocation(message).text)
    assert committee.case.number in guest.get(link()).content.decode()


def test_a_guest_signs_the_opinion_of_their_body(committee, guest):
    page = f"{link()}/{committee.item.pk}"
    shown = guest.post(page, {"value": "with_reservations", "reasons": "سلامة"})
    assert (shown.status_code, Opinion.objects.count()) == (422, 0)
    assert "سلامة" in shown.content.decode()
    told = {"value": "with_reservations", "reasons": "سلامة", "minor": "سلم النجدة"}
    assert guest.post(page, told)["Location"] == link()
    assert (Opinion.objects.get().seat, Reservation.objects.get().words) == (
        committee.seats["omar"],
        "سلم النجدة",
    )


def test_a_guest_reads_the_project_and_not_how_its_person_is_reached(committee, guest):
    shown = guest.get(f"{link()}/{committee.item.pk}").content.decode()
    assert "زنقة الورد 12" in shown
    assert "amina@example.ma" not in shown
    assert "61 00 00 41" not in shown


def test_the_link_opens_no_other_file_and_ends_with_the_sitting(committee, guest):
    other = committee.office.deposit()
    assert guest.get(f"{link()}/{other.pk}").status_code == 404
    page = link()
    for who in ("nadia", "omar"):
        committee.says(who, "favourable")
    committee.closes()
    assert guest.get(page).status_code == 404


def test_the_person_reads_what_each_body_said_and_never_who_said_it(committee, guest):
    committee.says("nadia", "favourable")
    committee.says("omar", "with_reservations", "سلامة", ["سلم النجدة"])
    case = committee.case
    guest.post("/track", {"number": case.number, "code": access_code_of(case)})
    assert "سلم النجدة" not in guest.get(f"/file/{case.pk}/").content.decode()
    committee.closes()
    secretary = committee.office.staff["secretary"]
    asked = Reservation.objects.get()
    lift_reservation(reservation=asked, words="تصميم معدل", paper=None, staff=secretary, at=committee.at())
    shown = guest.get(f"/file/{case.pk}/").content.decode()
    assert all(words in shown for words in ("agency", "سلم النجدة", "تصميم معدل"))
    assert "omar" not in shown

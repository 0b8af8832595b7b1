"""Sittings at the desk: the secretariat keeps them, members opine for their body, others find nothing."""

import pytest
from django.test import Client
from django.utils import timezone

from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import grant_role
from shubbak.people.models import Staff
from shubbak.planning.sittings.models import Body, Opinion, Reservation, Seat, Sitting
from tests.planning.committee import body, convene, seat, take
from tests.signer import signer

__all__ = ["signer"]
LIST = "/desk/sittings/"


@pytest.fixture
def sign_in(office, monkeypatch):
    """Somebody at the desk, at the instant of the office."""
    monkeypatch.setattr(timezone, "now", lambda: office.at)

    def signed_in(name):
        Staff.objects.filter(pk=office.staff[name].pk).update(is_demo=True)
        client = Client(headers={"host": "miyah.localhost"})
        client.force_login(Staff.objects.get(pk=office.staff[name].pk))
        return client

    return signed_in


@pytest.fixture
def committee(office):
    return convene(office)


def item_of(committee):
    return f"{LIST}items/{committee.item.pk}"


def test_a_sitting_is_planned_filled_called_and_closed(office, sign_in):
    body("commune", "commune")
    seat(office, Body.objects.get(), "nadia")
    case = take(office, office.deposit(), "circulate")
    desk = sign_in("secretary")
    planned = {"project_class": "large", "starts": "2026-11-19T10:00", "place": "قاعة الاجتماعات"}
    assert desk.post(f"{LIST}new", planned)["Location"] == LIST
    page = f"{LIST}{Sitting.objects.get().pk}"
    desk.post(f"{page}/add", {"rounds": [case.rounds.get().pk]})
    desk.post(f"{page}/convoke")
    assert case.number in desk.get(page).content.decode()
    office.at = Sitting.objects.get().opinions_until
    sign_in("secretary").post(f"{page}/close")
    assert Sitting.objects.get().state == "closed"


def test_a_member_reads_the_file_and_signs_the_opinion_of_their_body(sign_in, committee):
    desk, page = sign_in("nadia"), item_of(committee)
    assert committee.case.number in desk.get(page).content.decode()
    told = {"value": "with_reservations", "reasons": "سلامة", "major": "سلم النجدة\nعرض الممر", "minor": ""}
    assert desk.post(f"{page}/opinion", told)["Location"] == page
    assert [each.words for each in Reservation.objects.all()] == ["سلم النجدة", "عرض الممر"]
    assert "سلم النجدة" in desk.get(page).content.decode()


@pytest.mark.parametrize(
    "told",
    [
        {"value": "unfavourable", "reasons": ""},
        {"value": "with_reservations", "reasons": "سلامة"},
        {"value": "favourable", "minor": "تحفظ"},
        {"reasons": "بلا رأي"},
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_stays(sign_in, committee, told):
    shown = sign_in("nadia").post(f"{item_of(committee)}/opinion", told)
    assert "error" in shown.content.decode()
    assert all(words in shown.content.decode() for words in told.values())
    assert not Opinion.objects.exists()


def test_a_reservation_is_lifted_at_the_desk_and_its_proof_is_shown(sign_in, committee):
    committee.says("omar", "with_reservations", "سلامة", ["سلم النجدة"])
    desk = sign_in("secretary")
    page = f"{LIST}reservations/{Reservation.objects.get().pk}/lift"
    assert desk.post(page, {}).status_code == 409
    desk.post(page, {"words": "تصميم معدل"})
    assert "تصميم معدل" in desk.get(item_of(committee)).content.decode()


def test_who_declares_a_conflict_is_offered_no_opinion(sign_in, committee):
    desk, page = sign_in("nadia"), item_of(committee)
    desk.post(f"{page}/conflict", {"words": "قرابة"})
    assert desk.get(f"{page}/opinion").status_code == 404


def test_the_agenda_is_put_in_order_without_dragging(office, sign_in):
    first = convene(office, called=False)
    second = take(office, office.deposit(), "circulate")
    desk, page = sign_in("secretary"), f"{LIST}{first.sitting.pk}"
    desk.post(f"{page}/add", {"rounds": [second.rounds.get().pk]})
    last = second.agenda_items.get()
    desk.post(f"{LIST}items/{last.pk}/agenda/up")
    assert [each.case for each in first.sitting.items.order_by("rank")] == [second, first.case]
    desk.post(f"{LIST}items/{last.pk}/agenda/off")
    assert first.sitting.items.filter(left_at=None).count() == 1


def test_whoever_neither_sits_nor_keeps_sittings_finds_no_such_page(sign_in, committee):
    desk = sign_in("stranger")
    for path in (LIST, f"{LIST}new", f"{LIST}{committee.sitting.pk}", item_of(committee), f"{LIST}bodies/"):
        assert desk.get(path).status_code == 404


def test_a_member_keeps_no_sitting_and_speaks_for_no_other(sign_in, committee):
    desk = sign_in("nadia")
    assert desk.get(LIST).status_code == 200
    for path in (f"{LIST}new", f"{LIST}{committee.sitting.pk}/close", f"{item_of(committee)}/hear"):
        assert desk.get(path).status_code == 404


def test_an_administrator_says_who_sits(office, sign_in):
    known, at = office.staff["stranger"], office.at
    grant_role(staff=known, role="administrator", unit=None, actor=SYSTEM, starts=at, at=at)
    desk = sign_in("stranger")
    told = {"code": "agency", "name_ar": "الوكالة الحضرية", "kind": "urban_agency", "sits_for": ["large"]}
    desk.post(f"{LIST}bodies/new", {**told, "way": "guest", "binds": "on"})
    member = {"name": "سعيد", "email": "said@agency.example", "starts": "2026-11-01", "language": "ar"}
    desk.post(f"{LIST}bodies/agency/seat", member)
    desk.post(f"{LIST}bodies/practice", {"secretariat": "water_network", "quorum": 60, "sign_days": 3})
    assert (Body.objects.get().binds, Seat.objects.get().name) == (True, "سعيد")
    shown = desk.get(f"{LIST}bodies/").content.decode()
    assert "سعيد" in shown
    assert "الوكالة الحضرية" in shown

"""The desk checks the paper of a mandate and settles it; everybody else finds no such page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shubbak.accounts.models import Mandate
from shubbak.accounts.queries import in_force
from shubbak.notifications.models import Message
from tests.accounts.people import account, asked
from tests.documents.hostile import picture


@pytest.fixture
def mandate(office) -> Mandate:
    return asked(office, account("souad@example.ma", office.at))


def test_what_waits_is_read_with_its_paper_and_accepted(office, sign_in, mandate):
    desk = sign_in("counter")
    page = f"/desk/mandates/{mandate.pk}"
    assert page in desk.get("/desk/mandates/").content.decode()
    shown = desk.get(page).content.decode()
    assert "G••••81" in shown
    assert "G123481" not in shown
    assert b"".join(desk.get(f"{page}/paper").streaming_content) == b"%PDF-1.7 mandate"
    assert desk.post(f"{page}/accept", {"checked": "الأصل والبطاقة"})["Location"] == page
    assert Mandate.objects.get().state == "accepted"
    assert desk.post(f"{page}/end", {"reason": "حضر الموكل"})["Location"] == page
    assert Mandate.objects.get().ended_by == "desk"


def test_a_settled_mandate_is_not_settled_again(office, sign_in, mandate):
    desk, page = sign_in("counter"), f"/desk/mandates/{mandate.pk}"
    desk.post(f"{page}/refuse", {"reason": "ورقة ناقصة"})
    assert desk.post(f"{page}/accept", {"checked": "x"}).status_code == 409


def test_a_mandate_is_found_by_either_name(office, sign_in, mandate):
    desk = sign_in("counter")
    for name, is_there in (("بناني", True), ("سعاد", True), ("nobody", False)):
        listed = desk.get("/desk/mandates/", {"name": name}).content.decode()
        assert (str(mandate.pk) in listed) is is_there


@pytest.mark.parametrize("way", ["", "/paper", "/accept"])
def test_whoever_does_not_receive_people_finds_no_mandate(office, sign_in, mandate, way):
    agent = sign_in("agent")
    assert agent.get(f"/desk/mandates/{mandate.pk}{way}").status_code == 404
    assert agent.get("/desk/mandates/").status_code == 404
    assert agent.get("/desk/mandates/new").status_code == 404


def test_the_file_says_under_which_mandate_it_stands(office, sign_in, mandate):
    desk, case = sign_in("counter"), office.deposit()
    desk.post(f"/desk/mandates/{mandate.pk}/accept", {"checked": "x"})
    desk.post(f"/desk/mandates/{mandate.pk}/file", {"number": case.number})
    assert f"/desk/mandates/{mandate.pk}" in desk.get(f"/desk/cases/{case.pk}").content.decode()


def brought(**changes):
    return {
        "holder": "سعاد بناني",
        "address": "06 61 00 00 55",
        "kind": "natural",
        "name": "الحاج بناني",
        "identity_number": "G123481",
        "email": "haj@example.ma",
        "right": "deposit",
        "paper": SimpleUploadedFile("m.jpg", picture("JPEG", (400, 300)), "image/jpeg"),
        "checked": "الأصل والبطاقتان",
        **changes,
    }


def test_a_mandate_that_is_brought_to_the_desk_holds_at_once_and_both_are_told(office, sign_in):
    desk = sign_in("counter")
    assert desk.post("/desk/mandates/new", brought()).status_code == 302
    taken = in_force(office.at).get()
    assert (taken.kind, taken.address, taken.words) == ("sms", "+212661000055", "الأصل والبطاقتان")
    assert {message.address for message in Message.objects.all()} == {"+212661000055", "haj@example.ma"}
    again = desk.post("/desk/mandates/new", brought(right="owner"))
    assert (again.status_code, Mandate.objects.count()) == (409, 1)


def test_without_its_paper_no_mandate_is_taken_in(office, sign_in):
    page = sign_in("counter").post("/desk/mandates/new", brought(paper="", checked="", address="هاتف"))
    assert {"paper", "checked", "address"} <= page.context["form"].errors.keys()
    assert not Mandate.objects.exists()

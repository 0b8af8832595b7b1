"""Acting for another in the portal: ask, deposit for them, end it, and nothing opens any more."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from shubbak.accounts.actions import accept_mandate
from shubbak.accounts.models import Account, Mandate
from shubbak.cases.models import Case, Draft
from tests.accounts.people import COMPANY, accepted, member
from tests.accounts.people import account as account_at
from tests.portal.test_account import another, signed_in
from tests.portal.writing import FORM, deposit, html, write_all
from tests.promises.clients import photograph

HOLDER, FATHER = "souad@example.ma", "06 61 00 00 99"


def asking(**changes: str) -> dict[str, object]:
    paper = SimpleUploadedFile("wakala.png", photograph(b"mandate"), "image/png")
    given = {
        "kind": "natural",
        "name": "الحاج بناني",
        "identity_number": "G123481",
        "phone": FATHER,
        "holder": "سعاد بناني",
        "right": "deposit",
    }
    return {**given, "paper": paper, **changes}


@pytest.fixture
def holder(visitor) -> Client:
    return signed_in(visitor, HOLDER)


@pytest.fixture
def mandate(holder, office) -> Mandate:
    """Asked for in the portal, accepted at the counter."""
    assert holder.post("/my/mandates/new", asking()).status_code == 302
    asked = Mandate.objects.get()
    staff = office.staff["counter"]
    return accept_mandate(mandate=asked, checked="ok", staff=staff, at=timezone.now() - timedelta(minutes=5))


def deposited_for(client: Client, mandate: Mandate) -> Case:
    client.post(f"{FORM}/for", {"who": str(mandate.pk)})
    write_all(client)
    assert deposit(client).status_code == 302
    return Case.objects.get()


def test_a_mandate_is_asked_with_its_paper_and_waits_for_the_counter(holder, office):
    assert "نيابة" in html(holder.get("/my/mandates/new"))
    sent = holder.post("/my/mandates/new", asking())
    assert Mandate.objects.get().paper.direction == "internal"
    assert "يتحقق منها الشباك" in html(holder.get(sent["Location"]))
    assert "الحاج بناني" in html(holder.get("/my/files"))


def test_a_mandate_without_its_paper_is_asked_again(holder, office):
    given = asking()
    del given["paper"]
    assert holder.post("/my/mandates/new", given).status_code == 422
    assert not Mandate.objects.exists()


def test_whoever_holds_a_mandate_deposits_and_follows_the_file_for_the_person(holder, office, mandate):
    assert "الحاج بناني" in html(holder.get(f"{FORM}/for"))
    case = deposited_for(holder, mandate)
    assert case.applicant.name == "الحاج بناني"
    assert case.under_mandate.mandate == mandate
    elsewhere = signed_in(another(), HOLDER)
    assert f"/file/{case.pk}/" in html(elsewhere.get("/my/files"))
    assert "الحاج بناني" in html(elsewhere.get(f"/file/{case.pk}/receipt"))


def test_the_person_finds_the_file_and_who_acts_for_them(holder, office, mandate):
    case = deposited_for(holder, mandate)
    father = signed_in(another(), FATHER)
    files = html(father.get("/my/files"))
    assert f"/file/{case.pk}/" in files
    assert "سعاد بناني" in files


@pytest.mark.asvs("7.4.1")
@pytest.mark.parametrize("side", ["holder", "person"])
def test_the_request_after_the_end_is_refused_in_every_way(holder, office, mandate, side):
    case = deposited_for(holder, mandate)
    page, files = f"/file/{case.pk}/", signed_in(another(), HOLDER)
    assert holder.get(page).status_code == files.get(page).status_code == 200
    ending = signed_in(another(), FATHER) if side == "person" else files
    assert "لم تعد تفتح شيئا" in html(ending.post(f"/my/mandates/{mandate.pk}/end"))
    for client in (holder, files):
        assert client.get(page)["Location"] == "/track"
        assert client.post(f"{page}message", {"words": "سلام"})["Location"] == "/track"
        assert client.get(f"{page}receipt.pdf")["Location"] == "/track"
        assert str(case.pk) not in html(client.get("/my/files"))


def test_a_deposit_under_a_mandate_that_ended_is_not_registered_and_kept(holder, office, mandate):
    holder.post(f"{FORM}/for", {"who": str(mandate.pk)})
    write_all(holder)
    signed_in(another(), FATHER).post(f"/my/mandates/{mandate.pk}/end")
    refused = deposit(holder)
    assert "لم يُسجَّل شيء" in html(holder.get(refused["Location"]))
    assert not Case.objects.exists()
    assert Draft.objects.get().case_id is None


def test_nobody_else_sees_or_ends_a_mandate(holder, office, mandate):
    stranger = signed_in(another(), "stranger@example.ma")
    for way in ("", "/invite", "/end"):
        assert stranger.get(f"/my/mandates/{mandate.pk}{way}").status_code == 404
    assert stranger.post(f"/my/mandates/{mandate.pk}/end").status_code == 404
    assert another().get(f"/my/mandates/{mandate.pk}")["Location"] == "/my/door"


@pytest.fixture
def owner(holder, office) -> Mandate:
    return accepted(office, Account.objects.get(), COMPANY, right="owner", ends=None)


def test_an_owner_invites_by_address_and_the_member_accepts(holder, office, owner):
    page = f"/my/mandates/{owner.pk}"
    holder.post(f"{page}/invite", {"name": "عمر", "address": "omar@example.ma", "right": "see"})
    invited = Mandate.objects.get(address="omar@example.ma")
    assert "عمر" in html(holder.get(page))
    omar = signed_in(another(), "omar@example.ma")
    assert "أقبل" in html(omar.get(f"/my/mandates/{invited.pk}"))
    omar.post(f"/my/mandates/{invited.pk}/answer", {"accepts": "yes"})
    assert "سارية" in html(omar.get("/my/files"))


def test_a_member_who_may_only_look_acts_on_nothing_and_gets_no_code(holder, office, owner):
    case = deposited_for(holder, owner)
    reader = account_at("reader@example.ma", office.at)
    seen = member(owner, Account.objects.get(address=HOLDER), reader, "see", office.at)
    client, page = signed_in(another(), "reader@example.ma"), f"/file/{case.pk}/"
    assert case.number in html(client.get(page))
    assert "receipt.pdf" not in html(client.get(page))
    for way in ("message", "withdraw", "receipt", "kept", "paper"):
        assert client.get(f"{page}{way}")["Location"] == page
    assert holder.post(f"/my/mandates/{seen.pk}/end").status_code == 200
    assert client.get(page)["Location"] == "/track"

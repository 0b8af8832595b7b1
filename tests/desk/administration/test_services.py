"""Packs proposed by one colleague and published by another; services retired and offered again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shubbak.catalogue.models import Proposal, Service, ServiceVersion
from shubbak.catalogue.queries import UnknownService, current_service, services_listed, spec_of
from shubbak.journal.models import Leaf
from tests.cases.office import PACK, employ

SERVICES = "/desk/administration/services"
NEW = "/desk/administration/proposals/new"
CODE = "technical-complaint"
CHANGED = ("added", "taken")


@pytest.fixture
def second(office, sign_in):
    employ(office, "second", "customers", "administrator", office.at, whole=True)
    for code in ("sanitation", "billing", "subscriptions"):
        office.units["customers"].children.create(code=code, name={"ar": code})
    return sign_in("second")


def laid(client, text: str):
    return client.post(NEW, {"pack": SimpleUploadedFile("changed.yaml", text.encode())}, follow=True)


def changed() -> str:
    text = PACK.read_text(encoding="utf-8")
    now = next(line for line in text.splitlines() if line.startswith("version:"))
    return text.replace(now, 'version: "99.0.0"', 1)


def deed(number: int, name: str) -> str:
    return f"/desk/administration/proposals/{number}/{name}"


def test_what_one_proposes_another_publishes(administrator, second):
    page = laid(administrator, changed())
    assert page.context["findings"] == []
    assert page.context["tests"]
    number = Proposal.objects.get().pk
    refused = administrator.post(deed(number, "publish"))
    assert (refused.status_code, current_service(CODE).version) == (409, ServiceVersion.objects.get().version)
    assert second.post(deed(number, "publish")).status_code == 302
    assert current_service(CODE).version == "99.0.0"
    assert Leaf.objects.filter(what__in=["service.proposed", "service.published"], about=CODE).count() == 3


def test_a_proposal_is_settled_once(administrator, second):
    laid(administrator, changed())
    number = Proposal.objects.get().pk
    assert second.post(deed(number, "drop")).status_code == 302
    assert second.post(deed(number, "publish")).status_code == 409
    assert laid(administrator, changed()).status_code == 200
    assert Proposal.objects.filter(state="open").count() == 1


def test_the_findings_are_said_with_their_lines_and_keep_the_pack_back(administrator, second):
    text = changed().replace("body: utility", "body: commune")
    page = laid(administrator, text)
    line = text.splitlines().index("body: commune") + 1
    assert [finding.line for finding in page.context["findings"]] == [line]
    number = Proposal.objects.get().pk
    assert second.post(deed(number, "publish")).status_code == 409
    assert Proposal.objects.get().state == "open"


def test_a_unit_that_the_body_does_not_have_is_a_finding(administrator, second):
    page = laid(administrator, changed().replace("customers", "no_such_unit"))
    assert "there is no unit no_such_unit in this body" in [f.words for f in page.context["findings"]]


def test_what_is_no_pack_is_said_at_the_field(administrator):
    page = laid(administrator, "a: [1, 2")
    assert "pack" in page.context["form"].errors
    assert not Proposal.objects.exists()


def test_the_pack_that_is_downloaded_is_the_one_that_was_published(administrator, second):
    text = administrator.get(f"{SERVICES}/{CODE}/pack").content.decode()
    laid(administrator, text)
    assert Proposal.objects.get().sha256 == current_service(CODE).sha256


def test_a_draft_begins_with_the_version_in_force_and_shows_what_it_changes(administrator, second):
    draft = f"{SERVICES}/{CODE}/draft"
    text = administrator.get(draft).context["form"]["pack"].value()
    title = "ar: شكاية تقنية\n"
    assert title in text
    page = administrator.post(draft, {"pack": text.replace(title, "ar: شكاية\n", 1)}, follow=True)
    lines = [(line.kind, line.text.strip()) for line in page.context["changes"] if line.kind in CHANGED]
    assert lines == [("taken", title.strip()), ("added", "ar: شكاية")]
    assert page.context["findings"]
    assert current_service(CODE).version == ServiceVersion.objects.get().version


def test_a_changed_draft_takes_the_place_of_the_first_and_another_publishes_it(administrator, second):
    laid(administrator, changed())
    first = Proposal.objects.get()
    text = {"pack": changed().replace("99.0.0", "99.0.1").replace("\n", "\r\n")}
    assert second.post(deed(first.pk, "text"), text).status_code == 302
    changed_one = Proposal.objects.exclude(pk=first.pk).get()
    assert (Proposal.objects.get(pk=first.pk).state, changed_one.version) == ("dropped", "99.0.1")
    assert second.post(deed(changed_one.pk, "publish")).status_code == 409
    assert administrator.post(deed(changed_one.pk, "publish")).status_code == 302
    assert current_service(CODE).version == "99.0.1"
    assert second.get(deed(changed_one.pk, "text")).status_code == 404


def test_what_cannot_be_read_of_a_draft_is_said_with_its_line_and_stays_written(administrator):
    page = administrator.post(f"{SERVICES}/{CODE}/draft", {"pack": "service: x\na: [1, 2"})
    assert "pack" in page.context["form"].errors
    assert "a: [1, 2" in page.content.decode()
    assert not Proposal.objects.exists()


def test_a_retired_service_takes_no_deposit_and_can_be_offered_again(administrator, office, at):
    case = office.deposit()
    assert administrator.post(f"{SERVICES}/{CODE}/retire").status_code == 302
    with pytest.raises(UnknownService):
        current_service(CODE)
    assert list(services_listed()) == []
    assert administrator.get(f"/services/{CODE}/").status_code == 404
    assert administrator.get("/").status_code == 200
    assert case.service_version.service == CODE
    administrator.post(f"{SERVICES}/{CODE}/offer")
    assert Service.objects.get().retired_at is None
    assert "الإصدارات" in administrator.get(f"{SERVICES}/{CODE}").content.decode()


def test_the_letters_of_a_service_are_read_in_each_language_with_sample_values(administrator, office):
    page = administrator.get(f"{SERVICES}/{CODE}/letters?in=fr")
    samples = page.context["samples"]
    assert len(samples) == len(spec_of(current_service(CODE)).letters)
    told = " ".join(sample.subject + sample.body + sample.short for sample in samples)
    assert "1482/2026" in told
    assert "{" not in told
    assert administrator.get(f"{SERVICES}/{CODE}/letters?in=xx").context["spoken"] == "ar"

"""No letter takes its number where nothing seals: a certificate that ended, a provider that refuses."""

import socket
from argparse import Namespace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from shubbak.documents.sealing import SealFailed, command, seal_warning
from shubbak.documents.sealing.certificate import own_certificate
from shubbak.registry.actions import sign_draft
from shubbak.registry.departure.issuing import issue, issue_waiting
from shubbak.registry.models import Draft, Entry
from tests.documents.provider import provider
from tests.documents.test_papers import copied_with_poppler
from tests.registry.house import open_house
from tests.registry.test_departing import bytes_of, standing

CLOUD = "shubbak.documents.sealing.cloud.CloudSeal"
TEN_YEARS = timedelta(days=3653)


@pytest.fixture
def house(agency, at, signer, settings, tmp_path):
    settings.SHUBBAK_SEALS = tmp_path / "seals"
    return open_house(at)


@pytest.fixture
def cloud(house, at, settings):
    settings.SHUBBAK_SEALER = CLOUD
    with provider(at) as made:
        made.account(settings.SHUBBAK_SEALS)
        yield made


def sign(house, draft=None, at=None):
    draft = draft or house.asked()
    sign_draft(draft=draft, staff=house.director, at=at or house.at)
    return Draft.objects.get(pk=draft.pk)


def refused(house, code, at=None):
    """A letter that is not signed has no number and waits where it was."""
    draft = house.asked()
    with pytest.raises(SealFailed) as failed:
        sign(house, draft, at)
    assert failed.value.code == code
    draft.refresh_from_db()
    assert (draft.state, Entry.objects.count()) == ("for_signature", 0)
    return draft, failed.value


def test_with_a_certificate_that_ended_nothing_is_signed(house, agency, at):
    own_certificate(agency, at - TEN_YEARS - timedelta(days=1))
    _, failed = refused(house, "ended")
    assert failed.day == at - timedelta(days=1)


def test_with_a_certificate_that_has_not_begun_nothing_is_signed(house, agency, at):
    own_certificate(agency, at + timedelta(days=3))
    _, failed = refused(house, "not_begun")
    assert failed.day == at + timedelta(days=2)


def test_a_certificate_that_ends_between_signature_and_paper_seals_nothing_either(house, agency, at):
    own_certificate(agency, at - TEN_YEARS)
    draft = sign(house)
    with pytest.raises(SealFailed, match="ended"):
        issue(draft=draft, at=at + timedelta(days=1))
    assert not draft.letter.papers.exists()


def test_who_signs_is_warned_a_month_ahead(house, agency, at):
    assert seal_warning(agency, at) is None
    own_certificate(agency, at)
    ends = at + TEN_YEARS
    assert seal_warning(agency, ends - timedelta(days=31)) is None
    assert seal_warning(agency, ends - timedelta(days=29)).code == "ends_soon"
    assert seal_warning(agency, ends + timedelta(days=1)).code == "ended"


def test_a_provider_seals_and_the_paper_says_what_that_is_worth(house, cloud, at):
    pdf = bytes_of(issue(draft=sign(house), at=at))
    status = standing(pdf)
    assert status.bottom_line, status.pretty_print_details()
    said = " ".join(copied_with_poppler(pdf).split())
    assert "Test Trust Services" in said
    assert "وتصرح شهادته بأنها مؤهلة" in said
    once = ["credentials/info", "credentials/authorize", "signatures/signHash"]
    assert cloud.asked == once + once


def test_a_provider_whose_certificate_is_not_qualified_is_not_called_so(house, at, settings):
    settings.SHUBBAK_SEALER = CLOUD
    with provider(at, qualified=False) as plain:
        plain.account(settings.SHUBBAK_SEALS)
        pdf = bytes_of(issue(draft=sign(house), at=at))
    assert "ولا تصرح شهادته" in " ".join(copied_with_poppler(pdf).split())


def test_a_refused_pin_is_not_sent_again_before_it_is_changed(house, agency, cloud, at, settings):
    cloud.account(settings.SHUBBAK_SEALS, pin="0000")
    draft, _ = refused(house, "pin_refused")
    asked = len(cloud.asked)
    with pytest.raises(SealFailed, match="pin_refused"):
        sign(house, draft)
    assert len(cloud.asked) == asked, "a provider locks the key after a few"
    assert seal_warning(agency, at).code == "pin_refused"
    given = cloud.account(settings.SHUBBAK_SEALS.with_name("given"))
    assert command.run(Namespace(code="miyah", file=given)) == 0
    assert sign(house, draft).letter is not None


def test_a_body_without_an_account_is_warned(house, agency, cloud, at, settings):
    assert seal_warning(agency, at) is None
    (settings.SHUBBAK_SEALS / "miyah.csc").unlink()
    assert seal_warning(agency, at).code == "not_set_up"


def test_a_certificate_of_a_provider_ends_too(house, agency, cloud, at):
    sign(house)
    assert seal_warning(agency, at + timedelta(days=340)).code == "ends_soon"
    draft = house.asked()
    with pytest.raises(SealFailed, match="ended"):
        sign(house, draft, at + timedelta(days=366))


def test_a_provider_that_is_away_costs_no_number(house, cloud, settings):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        cloud.url = f"http://127.0.0.1:{silent.getsockname()[1]}/csc/v1"
        cloud.account(settings.SHUBBAK_SEALS)
        refused(house, "away")


def test_a_wrong_signature_is_found_before_the_number_is_given(house, cloud):
    cloud.key = rsa.generate_private_key(65537, 2048)
    refused(house, "wrong")


@pytest.mark.parametrize(
    ("wrong", "code"), [({"key_status": "disabled"}, "refused"), ({"pin": "4712"}, "pin_refused")]
)
def test_what_a_provider_refuses_costs_no_number(house, cloud, wrong, code):
    vars(cloud).update(wrong)
    refused(house, code)


def test_what_fails_after_the_number_loses_nothing_and_is_sealed_later(house, cloud, at):
    draft, right = sign(house), cloud.key
    cloud.key = rsa.generate_private_key(65537, 2048)
    with pytest.raises(ExceptionGroup):
        issue_waiting(at=at)
    assert not draft.letter.papers.exists()
    cloud.key = right
    issue_waiting(at=at + timedelta(minutes=1))
    assert standing(bytes_of(Draft.objects.get(pk=draft.pk).paper)).bottom_line


def test_an_account_without_https_or_without_its_pin_is_none(house, cloud, settings):
    path = settings.SHUBBAK_SEALS / "miyah.csc"
    path.write_text(path.read_text().replace("http://127.0.0.1", "http://seals.example.ma"))
    refused(house, "not_set_up")
    path.write_text("URL=https://seals.example.ma/csc/v1\nCREDENTIAL=x\n")
    refused(house, "not_set_up")


def test_an_account_that_does_not_seal_is_not_taken(house, cloud, settings, tmp_path):
    kept = (settings.SHUBBAK_SEALS / "miyah.csc").read_bytes()
    wrong = cloud.account(tmp_path / "wrong", pin="0000")
    assert command.run(Namespace(code="miyah", file=wrong)) == 1
    assert (settings.SHUBBAK_SEALS / "miyah.csc").read_bytes() == kept

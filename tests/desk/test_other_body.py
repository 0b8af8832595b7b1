"""The form of a step that sends a file on to another body."""

from uuid import uuid4

import pytest

from shubbak.cases.actions import deposit
from shubbak.cases.models import LetterNumber
from shubbak.catalogue.actions import publish_pack
from shubbak.journal.rules import SYSTEM
from shubbak.registry.models import EntryParty
from tests.cases.office import APPLICANT, PACK, pack_of
from tests.cases.test_transfer import ANSWERS

TYPED = {"body": "جماعة المدينة", "body_email": "", "body_address": "شارع الجيش", "reason": "من اختصاصها."}


@pytest.fixture
def path(office):
    version = publish_pack(source=pack_of(PACK.with_name("remark.yaml")), actor=SYSTEM, at=office.at)
    case = deposit(
        service_version=version,
        answers=ANSWERS,
        channel="portal",
        language="ar",
        submission_id=uuid4(),
        actor=APPLICANT,
        at=office.at,
    )
    return f"/desk/cases/{case.pk}/steps/transfer"


def test_the_body_its_address_and_the_reason_are_asked_and_the_slip_is_entered(sign_in, path):
    client = sign_in("counter")
    assert "الجهة المختصة" in client.get(path).content.decode()
    assert client.post(path, TYPED).status_code == 302
    assert LetterNumber.objects.count() == 2
    assert EntryParty.objects.filter(name=TYPED["body"], contact=TYPED["body_address"]).count() == 1


def test_without_a_body_nothing_is_sent_and_the_form_says_so(sign_in, path):
    refused = sign_in("counter").post(path, {**TYPED, "body": ""}).content.decode()
    assert "اذكروا الجهة المختصة." in refused
    assert not LetterNumber.objects.exists()

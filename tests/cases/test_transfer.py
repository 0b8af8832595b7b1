"""A message for another body is sent on: the slip gets its number, the body its slip, the person a notice."""

from dataclasses import replace
from uuid import uuid4

import pytest

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions import advance, deposit
from shubbak.cases.letter_papers import letter_sheet
from shubbak.cases.letters import rendered_letter
from shubbak.cases.rules import OtherBody, Refused, StepFacts
from shubbak.catalogue.actions import publish_pack
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.models import Message
from shubbak.registry.models import EntryParty
from tests.cases.office import APPLICANT, PACK, pack_of

ANSWERS = {
    "kind": "remark",
    "about": "other",
    "words": "الطريق أمام العداد محفورة.",
    "named": True,
    "name": "أمينة بناني",
    "phone": "0661000041",
    "email": "amina@example.ma",
}
BODY = OtherBody("جماعة المدينة", "commune@example.ma", "شارع الجيش الملكي، المدينة")
FACTS = StepFacts(reason="الطريق من اختصاص الجماعة.", body=BODY)


@pytest.fixture
def remark(office):
    version = publish_pack(source=pack_of(PACK.with_name("remark.yaml")), actor=SYSTEM, at=office.at)
    return deposit(
        service_version=version,
        answers=ANSWERS,
        channel="portal",
        language="ar",
        submission_id=uuid4(),
        actor=APPLICANT,
        at=office.at,
    )


def sent_on(office, case, facts=FACTS):
    advance(case=case, step="transfer", actor=office.actor("counter"), at=office.at, facts=facts)
    return {letter.name: letter for letter in case.letters.select_related("outgoing")}


def test_the_slip_has_a_number_of_its_own_and_the_entry_names_the_body(office, remark):
    letters = sent_on(office, remark)
    slip, notice = (letters[name].outgoing for name in ("transfer_slip", "transfer"))
    assert (slip.number, notice.number) == ("ص-1/2026", "ص-2/2026")
    party = EntryParty.objects.get(entry_id=slip.entry_id)
    assert (party.role, party.name, party.contact) == ("addressee", BODY.name, BODY.email)
    assert EntryParty.objects.get(entry_id=notice.entry_id).name == "أمينة بناني"


def test_the_slip_is_addressed_to_the_body_and_the_notice_names_it_to_the_person(office, remark):
    letters = sent_on(office, remark)
    agency = current_agency()
    assert (
        letter_sheet(remark, letters["transfer_slip"], agency).addressee.ar == f"{BODY.name}، {BODY.address}"
    )
    assert letter_sheet(remark, letters["transfer"], agency).addressee.ar == "أمينة بناني"
    assert BODY.name in rendered_letter(remark, letters["transfer"], "ar").text


def test_the_slip_leaves_by_email_without_the_address_of_the_person(office, remark):
    slip = sent_on(office, remark)["transfer_slip"]
    message = Message.objects.get(address=BODY.email)
    assert (message.template, message.context) == ("transfer_slip", {"letter": str(slip.pk)})
    said = rendered_letter(remark, slip, "ar").text
    assert "amina@example.ma" not in said
    assert "http" not in said


def test_a_body_without_email_gets_its_slip_by_post(office, remark):
    sent_on(office, remark, replace(FACTS, body=replace(BODY, email="")))
    assert not Message.objects.filter(template="transfer_slip").exists()
    assert EntryParty.objects.filter(name=BODY.name, contact=BODY.address).exists()


@pytest.mark.parametrize("body", [None, OtherBody("  ")])
def test_nothing_is_sent_on_to_nobody(office, remark, body):
    with pytest.raises(Refused, match="guard:body"):
        sent_on(office, remark, replace(FACTS, body=body))
    assert not remark.letters.filter(name="transfer").exists()

"""Somebody asks about a file: checked, answered, kept; a lost code replaced."""

from datetime import timedelta

import pytest

from shubbak.cases.actions import case_by_number_and_code
from shubbak.cases.models import Case, CaseEvent
from shubbak.cases.queries import access_code_of
from shubbak.contact.actions import (
    Said,
    check_identity,
    contact_became,
    give_new_code,
    keep_contact,
    keep_general_contact,
)
from shubbak.contact.models import Contact
from shubbak.contact.queries import contacts_of, to_ask
from shubbak.contact.rules import ContactRefused
from shubbak.contact.script import script_of
from shubbak.journal.queries import lines_about
from shubbak.notifications.models import Message
from shubbak.notifications.rendering import rendered
from shubbak.notifications.rules import Withdrawn
from shubbak.people.models import Person

SAID = Said("phone", "متى يأتي الماء؟", "غدا إن شاء الله.", "answered")
EVERYTHING = {"identity", "phone", "email", "deposited", "card"}


def check(office, file, at, *, by="counter", matched=EVERYTHING, channel="phone"):
    staff = office.staff[by]
    round_ = to_ask(file, staff, channel, at).round
    return check_identity(case=file, channel=channel, round_=round_, matched=matched, staff=staff, at=at)


def refusal(act, **given):
    with pytest.raises(ContactRefused) as refused:
        act(**given)
    return refused.value.code


def test_a_contact_is_kept_after_a_check_and_stands_in_the_history_of_the_file(office, file, at):
    check(office, file, at)
    kept = keep_contact(case=file, facts=SAID, staff=office.staff["counter"], at=at)
    assert (kept.channel, kept.outcome, kept.staff) == ("phone", "answered", office.staff["counter"])
    event = CaseEvent.objects.get(case=file, what="contact")
    assert SAID.asked in event.words
    assert not event.public


@pytest.mark.asvs("2.3.1")
def test_nothing_is_kept_without_a_check_that_the_same_agent_saw_pass(office, file, at):
    counter = {"case": file, "facts": SAID, "staff": office.staff["counter"]}
    assert refusal(keep_contact, **counter, at=at) == "not_checked"
    check(office, file, at, by="secretary")
    assert refusal(keep_contact, **counter, at=at) == "not_checked"
    check(office, file, at)
    assert refusal(keep_contact, **counter, at=at + timedelta(minutes=31)) == "not_checked"


def test_a_check_serves_for_one_contact(office, file, at):
    check(office, file, at)
    given = {"case": file, "facts": SAID, "staff": office.staff["counter"], "at": at}
    keep_contact(**given)
    assert refusal(keep_contact, **given) == "not_checked"


@pytest.mark.asvs("2.4.1")
def test_five_failed_checks_by_whomever_shut_the_file_for_an_hour(office, file, at):
    for turn in range(5):
        by = "counter" if turn % 2 else "secretary"
        assert not check(office, file, at, by=by, matched={"phone"}).passed
    asked = {"case": file, "staff": office.staff["counter"], "channel": "phone"}
    assert refusal(to_ask, **asked, at=at) == "too_many_checks"
    assert check(office, file, at + timedelta(hours=1)).passed


@pytest.mark.asvs("16.2.5")
def test_a_failed_check_is_kept_and_no_fact_of_it_is_written_anywhere(office, file, at):
    check(office, file, at, matched=())
    assert Contact.objects.get().outcome == "not_identified"
    [line] = [line for line in lines_about(file.number) if line.what == "case.identity_not_shown"]
    assert line.facts == {"channel": "phone", "asked": "identity phone", "matched": ""}
    assert not line.private


@pytest.mark.asvs("8.2.2")
def test_whoever_does_not_work_on_the_file_checks_nobody(office, file, at):
    asked = {"case": file, "staff": office.staff["stranger"], "channel": "phone"}
    assert refusal(to_ask, **asked, at=at) == "not_yours"


@pytest.mark.asvs("7.4.1")
def test_a_new_code_opens_the_file_and_the_lost_one_does_not(office, file, at):
    lost = access_code_of(file)
    check(office, file, at)
    given = {"case": file, "send": False, "staff": office.staff["counter"], "at": at}
    new = give_new_code(**given)
    assert case_by_number_and_code(number=file.number, code=lost, at=at) is None
    assert case_by_number_and_code(number=file.number, code=new, at=at) == file
    assert refusal(give_new_code, **given) == "code_given_before"


def test_a_code_that_is_sent_is_derived_at_sending_and_dies_with_the_next_one(office, file, at):
    check(office, file, at)
    assert give_new_code(case=file, send=True, staff=office.staff["counter"], at=at) == ""
    message = Message.objects.get(template="new_code")
    code = access_code_of(Case.objects.get(pk=file.pk))
    assert code not in str(message.context)
    assert code[:4] in rendered(message).text
    Case.objects.filter(pk=file.pk).update(code_generation=9)
    with pytest.raises(Withdrawn):
        rendered(message)


def test_an_answer_leaves_by_mail_to_the_address_on_the_file_until_its_words_are_erased(office, file, at):
    check(office, file, at, channel="email")
    answer = Said("email", "أين ملفي؟", "هو قيد المعالجة.", "sent")
    keep_contact(case=file, facts=answer, staff=office.staff["counter"], at=at)
    message = Message.objects.get(template="answer")
    assert (message.channel, message.address) == ("email", file.applicant.email)
    assert answer.said in rendered(message).text
    assert file.number in rendered(message).subject
    Contact.objects.update(said="")
    with pytest.raises(Withdrawn):
        rendered(message)


@pytest.mark.parametrize(("said", "code"), [("", "nothing_to_send"), ("غدا.", "no_mail")])
def test_an_answer_that_cannot_leave_is_not_kept_as_sent(office, file, at, said, code):
    check(office, file, at)
    Person.objects.filter(pk=file.applicant_id).update(email="")
    facts = Said("email", "متى؟", said, "sent")
    given = {"case": Case.objects.get(pk=file.pk), "facts": facts, "staff": office.staff["counter"]}
    assert refusal(keep_contact, **given, at=at) == code
    assert not Contact.objects.exists()


def test_the_script_says_stage_time_and_whom_to_call_in_each_language(office, file, at):
    arabic, french = (script_of(file, language, at) for language in ("ar", "fr"))
    assert "05 23 00 00 00" in arabic.text
    assert file.number in french.text
    assert "au plus tard" in french.text
    assert "أجل أقصاه" in arabic.text


def test_a_general_question_becomes_a_contact_of_the_file_that_grew_out_of_it(office, at):
    counter = office.staff["counter"]
    kept = keep_general_contact(facts=SAID, staff=counter, at=at)
    assert [line.what for line in lines_about(f"contact/{kept.pk}")] == ["contact.kept"]
    case = office.deposit()
    stranger = office.staff["stranger"]
    assert not contact_became(contact_id=kept.pk, case=case, staff=stranger, at=at)
    assert contact_became(contact_id=kept.pk, case=case, staff=counter, at=at)
    kept.refresh_from_db()
    assert (kept.case, kept.outcome) == (case, "deposit")


@pytest.mark.asvs("8.2.2")
def test_the_list_of_an_agent_leaves_out_files_that_they_may_see_no_more(office, file, at):
    counter = office.staff["counter"]
    check(office, file, at)
    keep_contact(case=file, facts=SAID, staff=counter, at=at)
    keep_general_contact(facts=SAID, staff=counter, at=at)
    assert len(contacts_of(counter, at)[0]) == 2
    Case.objects.filter(pk=file.pk).update(unit=office.units["electricity_network"])
    assert [contact.case for contact in contacts_of(counter, at)[0]] == [None]

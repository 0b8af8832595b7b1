"""A message that comes by e-mail is entered once, or joins its file; a clerk deals with the rest."""

from datetime import timedelta

import pytest

from shubbak.agencies.queries import agency_key
from shubbak.cases.models import Case, CasePaper, Correspondence
from shubbak.contact.intake.actions import forget_mails, join_mail, pass_mail, refuse_mail
from shubbak.contact.intake.messages import reply_address_of_case
from shubbak.contact.intake.queries import mails_waiting
from shubbak.contact.intake.rules import IntakeRefused, reply_address
from shubbak.contact.models import Mail, Sighting
from shubbak.documents.models import Document
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.models import Message
from shubbak.notifications.rendering import rendered
from shubbak.registry.actions import eliminate_letter
from shubbak.registry.models import Entry, EntryEvent, Letter
from tests.cases.office import employ
from tests.contact.mails import ADDRESS, PDF, came, mailbox_of, with_paper, written


@pytest.fixture
def mailbox(office, at):
    employ(office, "clerk", "general_secretariat", "registrar", at, whole=True)
    return mailbox_of(at)


@pytest.fixture
def clerk(office, mailbox):
    return office.staff["clerk"]


def receipts() -> list[Message]:
    return list(Message.objects.filter(about_kind="mail"))


def test_a_message_is_a_letter_of_the_incoming_register(mailbox, at):
    mail = came(with_paper(), mailbox, at)
    letter = Letter.objects.select_related("entry__subject", "correspondent").get(pk=mail.entry_id)
    assert (letter.entry.channel, letter.entry.subject.words) == ("email", "طلب معلومات")
    assert letter.correspondent.name == "أمينة بناني (amina@example.ma)"
    assert {paper.document.name for paper in letter.papers.all()} == {"message.eml", "رخصة.pdf"}
    assert list(mails_waiting()) == [mail]


def test_what_is_fetched_again_is_not_entered_again(mailbox, at):
    raw = with_paper()
    assert came(raw, mailbox, at, uid=7)
    assert came(raw, mailbox, at, uid=7) is None
    assert came(raw, mailbox, at, uid=8) is None
    assert (Entry.objects.filter(channel="email").count(), Sighting.objects.count()) == (1, 2)


def test_two_messages_with_one_message_id_are_two(mailbox, at):
    for text in ("الأولى", "الثانية"):
        came(written(text=text, Message_ID="<same@example.ma>"), mailbox, at)
    assert Entry.objects.filter(channel="email").count() == 2


def test_a_file_that_is_not_what_it_says_is_named_with_the_reason(mailbox, at):
    files = (("فاتورة.pdf", b"MZ\x90"), ("run.exe", b"MZ"), ("صحيح.pdf", PDF))
    mail = came(written(files=files), mailbox, at)
    assert [(told["name"], told["reason"]) for told in mail.refused] == [
        ("فاتورة.pdf", "content"),
        ("run.exe", "format"),
    ]
    assert Document.objects.filter(name="صحيح.pdf").exists()


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"Subject: " + b"a" * 70_000 + b"\n\nx", "headers_too_long"),
        (
            b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (i, i) for i in range(30)),
            "too_deep",
        ),
        (b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 150, "too_many_parts"),
    ],
)
def test_what_is_not_read_has_its_number_and_lies_in_quarantine(mailbox, at, raw, problem):
    mail = came(raw, mailbox, at)
    assert (mail.problem, mail.entry.number) == (problem, 1)
    assert list(mails_waiting(quarantined=True)) == [mail]
    assert receipts() == []


def test_the_sender_hears_of_it_once_an_hour_and_in_our_words_alone(mailbox, at):
    came(written(subject="CANARY", text="CANARY"), mailbox, at)
    came(written(text="2"), mailbox, at + timedelta(minutes=30))
    [first] = receipts()
    said = rendered(first)
    assert "CANARY" not in said.subject + said.text
    assert "1/2026" in said.text
    came(written(text="3"), mailbox, at + timedelta(minutes=61))
    assert len(receipts()) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<all.example.ma>"},
        {"Return_Path": "<>"},
        {"sender": "MAILER-DAEMON@example.ma"},
        {"sender": f"us <{ADDRESS}>"},
        {"sender": "Miyah <contact+abc@MIYAH.example>"},
        {"sender": "nobody"},
    ],
)
def test_nothing_that_answers_by_itself_is_answered(mailbox, at, headers):
    assert came(written(**headers), mailbox, at).entry_id
    assert receipts() == []


def test_an_answer_to_the_address_of_a_file_joins_it(mailbox, agency, at, file):
    to = reply_address(ADDRESS, file.pk, agency_key(agency))
    mail = came(written(to=to, files=(("رسم.pdf", PDF),)), mailbox, at)
    assert (mail.case, mail.entry_id, mail.state) == (file, None, "joined")
    assert Correspondence.objects.get(case=file, direction="in").words.startswith("السلام عليكم")
    assert CasePaper.objects.get(case=file, document__name="رسم.pdf").public is False
    assert not Entry.objects.filter(channel="email").exists()


def test_a_seal_that_is_not_ours_joins_nothing(mailbox, at, file):
    forged = reply_address(ADDRESS, file.pk, b"another key")
    assert came(written(to=forged), mailbox, at).entry_id
    assert not Correspondence.objects.filter(case=file, direction="in").exists()


def test_what_goes_to_the_person_of_a_file_bears_its_address(mailbox, agency, file):
    message = Message.objects.filter(about_kind="case", person_id=str(file.applicant_id)).first()
    assert reply_address_of_case(message) == reply_address(ADDRESS, file.pk, agency_key(agency))
    message.person_id = "staff/1"
    assert reply_address_of_case(message) == ""


def test_a_clerk_lays_a_message_into_its_file(mailbox, clerk, at, file):
    mail = came(with_paper(), mailbox, at)
    join_mail(mail=mail, number=f" {file.number} ", staff=clerk, at=at)
    assert CasePaper.objects.filter(case=file, document__name="رخصة.pdf").exists()
    assert Mail.objects.get().state == "joined"
    assert not mails_waiting()
    with pytest.raises(IntakeRefused, match="handled"):
        join_mail(mail=mail, number=file.number, staff=clerk, at=at)


def test_what_is_set_aside_keeps_its_number_annulled(mailbox, clerk, at):
    mail = came(written(), mailbox, at)
    refuse_mail(mail=mail, reason="spam", staff=clerk, at=at)
    assert EntryEvent.objects.get(entry=mail.entry_id).kind == "annulled"


def test_only_the_registry_office_deals_with_the_mail(office, mailbox, at):
    mail = came(written(), mailbox, at)
    with pytest.raises(IntakeRefused, match="not_yours"):
        pass_mail(mail=mail, staff=office.staff["agent"], at=at)


def test_nothing_is_left_of_a_message_whose_letter_is_eliminated(mailbox, at, settings, tmp_path):
    settings.SHUBBAK_BLACK_BOX = tmp_path
    mail = came(with_paper(), mailbox, at)
    eliminate_letter(letter=Letter.objects.select_related("entry__series__register").get(), at=at)
    mail.refresh_from_db()
    assert (mail.sender, mail.text, mail.raw_id) == ("", "", None)
    assert not Document.objects.exists()


def test_nothing_is_left_of_a_message_whose_file_is_erased(mailbox, clerk, at, file):
    mail = came(with_paper(), mailbox, at)
    join_mail(mail=mail, number=file.number, staff=clerk, at=at)
    forget_mails(case=file, actor=SYSTEM, at=at)
    mail.refresh_from_db()
    assert (mail.sender, mail.text, mail.raw_id) == ("", "", None)
    assert not Document.objects.filter(name="message.eml").exists()


def test_an_unknown_number_joins_nothing(mailbox, clerk, at):
    mail = came(written(), mailbox, at)
    with pytest.raises(IntakeRefused, match="no_such_file"):
        join_mail(mail=mail, number="999/2026", staff=clerk, at=at)
    assert Case.objects.count() == 0

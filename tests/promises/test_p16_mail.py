"""P16: no relay of a stranger's words, no bomb, no loop. SHUBBAK_PROMISES changes nothing: it is small."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail as django_mail

from shubbak.agencies.schema import look_at
from shubbak.contact.intake import actions as intake
from shubbak.contact.models import Mail
from shubbak.notifications.actions import drain, post
from shubbak.notifications.models import Delivery, Message
from shubbak.notifications.outlets.mail import letter_of
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rendering import rendered
from shubbak.notifications.rules import MESSAGES_AN_HOUR, About, Recipient, Rendered
from tests.cases.office import open_office
from tests.contact.mails import came, mailbox_of, written

CANARY = "CANARY http://evil.example"
THEIRS = {
    "name": CANARY,
    "details": CANARY,
    "where": {"choice": "address", "district": "nakhil", "street": CANARY},
}
pytestmark = pytest.mark.promise("P16")


@pytest.fixture
def office(agency, at, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    register_template_source("p16", lambda message: Rendered("s", "t", short="t", must_leave=True))
    return open_office(at)


def flood(at, number: int, **person: str) -> None:
    for _ in range(number):
        post(about=About("p16", "1"), person=Recipient(**person), template="t", at=at)


@pytest.mark.asvs("1.3.3")
@pytest.mark.parametrize("channel", ["portal", "api"])
@pytest.mark.parametrize("preferred", ["email", "sms"])
def test_no_words_of_a_depositor_reach_an_address_that_nobody_has_seen(office, at, channel, preferred):
    case = office.deposit(channel=channel, answers=THEIRS | {"preferred_channel": preferred})
    told = [rendered(message) for message in Message.objects.filter(person_id=case.applicant_id)]
    assert told
    assert not any("evil" in part for words in told for part in (words.subject, words.text, words.short))
    assert case.number in told[0].text


def test_whom_the_counter_has_seen_is_called_by_name(office, at):
    case = office.deposit(channel="counter")
    [message] = Message.objects.filter(person_id=case.applicant_id)
    assert "أمينة بناني" in rendered(message).text


@pytest.mark.parametrize("address", [{"email": "victim@example.ma"}, {"phone": "+212661000042"}])
def test_an_address_gets_its_share_of_the_hour_and_nothing_is_lost(office, at, address):
    flood(at, MESSAGES_AN_HOUR + 5, **address)
    flood(at, 1, email="another@example.ma")
    drain(at=at, limit=100)
    assert Delivery.objects.filter(address__in=address.values()).count() == MESSAGES_AN_HOUR
    assert Delivery.objects.filter(address="another@example.ma").count() == 1
    drain(at=at + timedelta(minutes=59), limit=100)
    assert Delivery.objects.filter(address__in=address.values()).count() == MESSAGES_AN_HOUR
    drain(at=at + timedelta(hours=1), limit=100)
    assert Message.objects.exclude(state="sent").count() == 0


def test_staff_are_written_to_by_their_own_body(office, at):
    flood(at, MESSAGES_AN_HOUR + 5, pk="staff/1", email="head@miyah.example")
    drain(at=at, limit=100)
    assert Message.objects.exclude(state="sent").count() == 0


def test_nothing_that_answers_by_itself_answers_us(office, agency, at):
    flood(at, 1, email="amina@example.ma")
    letter = letter_of(Message.objects.get(), Rendered("s", "t"), agency)
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert letter.extra_headers["Precedence"] == "bulk"
    assert letter.extra_headers["X-Auto-Response-Suppress"] == "All"


def test_a_bounce_begets_nothing(office, at, settings, monkeypatch):
    """Ten rounds against an address that bounces, and one that is away: no message more than was ordered."""
    settings.EMAIL_HOST = "mail.example"
    refused = smtplib.SMTPRecipientsRefused({"x@example.ma": (550, b"no such user")})
    away = OSError("away")
    wire = iter([refused] + [away] * 50)

    class Wire:
        def open(self):
            return None

        def close(self):
            return None

        def send_messages(self, letters):
            raise next(wire)

    monkeypatch.setattr("shubbak.notifications.outlets.mail.get_connection", Wire)
    flood(at, 2, email="x@example.ma")
    for rounds in range(10):
        drain(at=at + timedelta(hours=rounds))
    assert Message.objects.count() == 2


@pytest.fixture
def bodies(agency, other_agency, at, settings, monkeypatch):
    """Two bodies with a mailbox each, of which neither knows the other for a body of the same house."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(intake, "our_addresses", lambda mailbox: {mailbox.address})
    known = {}
    for body in (other_agency, agency):
        body.email = f"contact@{body.code}.example"
        look_at(body)
        known[body.email] = (body, mailbox_of(at))
    return known


def round_of_mail(bodies, at) -> int:
    """What lies in the outboxes leaves, comes in where it is addressed to, and is answered; how much left."""
    django_mail.outbox.clear()
    for body, _ in bodies.values():
        look_at(body)
        drain(at=at, limit=500)
    for letter in django_mail.outbox:
        if letter.to[0] in bodies:
            body, mailbox = bodies[letter.to[0]]
            look_at(body)
            came(letter.message().as_bytes(), mailbox, at)
    return len(django_mail.outbox)


def test_two_bodies_that_answer_by_themselves_fall_silent(bodies, agency, other_agency, at):
    body, mailbox = bodies[agency.email]
    look_at(body)
    came(written(sender=other_agency.email), mailbox, at)
    left = [round_of_mail(bodies, at + timedelta(hours=2 * rounds)) for rounds in range(10)]
    assert left == [1] + [0] * 9
    look_at(other_agency)
    assert Mail.objects.get().is_automatic


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "list", "List_Id": "<all.example.ma>"},
        {"Return_Path": "<>"},
    ],
)
def test_lists_bounces_and_automatic_answers_grow_nothing(bodies, agency, at, headers):
    body, mailbox = bodies[agency.email]
    look_at(body)
    for rank in range(10):
        assert came(written(text=str(rank), **headers), mailbox, at + timedelta(hours=2 * rank))
    assert Message.objects.count() == 0


def test_a_flood_is_entered_and_answered_once_without_a_word_of_its_own(bodies, agency, at):
    body, mailbox = bodies[agency.email]
    look_at(body)
    for rank in range(40):
        came(
            written(subject=CANARY, text=f"{CANARY} {rank}", sender=f"{CANARY[:6]} <v@example.ma>"),
            mailbox,
            at,
        )
    assert Mail.objects.count() == 40
    assert round_of_mail(bodies, at) == 1
    [letter] = django_mail.outbox
    assert "evil" not in letter.message().as_string()
    assert "CANARY" not in letter.body + letter.subject

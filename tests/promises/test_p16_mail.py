"""P16, for what exists: no relay of a stranger's words, no bomb, no loop.

Mail does not come in yet; what leaves is looked at here. SHUBBAK_PROMISES changes nothing: it is small.
"""

import smtplib
from datetime import timedelta

import pytest

from shubbak.notifications.actions import drain, post
from shubbak.notifications.models import Delivery, Message
from shubbak.notifications.outlets.mail import letter_of
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rendering import rendered
from shubbak.notifications.rules import MESSAGES_AN_HOUR, About, Recipient, Rendered
from tests.cases.office import open_office

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

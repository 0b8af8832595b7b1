"""The ways out: SMTP letters, the gateway of text messages, and words that read right in both directions."""

import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import HTTPSHandler

import pytest
from django.core import mail
from django.core.mail.backends.smtp import EmailBackend

from shubbak.notifications.actions import drain, post
from shubbak.notifications.bidi import LRM, RLM, directed, for_telephone
from shubbak.notifications.models import Delivery
from shubbak.notifications.outlets.sms import _OPENER, international
from shubbak.notifications.queries import sink_deliveries
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import About, NotDelivered, Recipient, Rendered, reach

ABOUT = About("outlet", "7")
AMINA = Recipient(email="amina@example.ma", phone="0661000041")
WORDS = Rendered(
    "وصل\nإيداع", "رقمكم \u20681482/2026\u2069.\n\n1482 <b>", short="الرقم \u20681482/2026\u2069"
)


@pytest.fixture(autouse=True)
def _words() -> None:
    register_template_source("outlet", lambda message: WORDS)


@pytest.fixture
def gateway(settings):
    """A gateway on loopback: `asked` holds what came, `answer` is the code it gives."""

    class Asked(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.asked.append((self.headers["Idempotency-Key"], json.loads(body)))
            self.send_response(self.server.answer)
            self.send_header("Location", self.path)
            self.end_headers()

        def log_message(self, *args):
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    server.asked, server.answer = [], 202
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SHUBBAK_SMS_GATEWAY = f"http://127.0.0.1:{server.server_port}/send"
    yield server
    server.shutdown()


def sent_by_sms(at):
    message = post(about=ABOUT, person=AMINA, template="t", at=at, channel="sms")
    drain(at=at)
    message.refresh_from_db()
    return message


def test_the_gateway_gets_the_number_the_words_and_an_id_that_names_the_message(agency, at, gateway):
    message = sent_by_sms(at)
    [(key, asked)] = gateway.asked
    assert key == asked["id"] == str(message.pk)
    assert asked["to"] == "+212661000041"
    assert asked["text"] == f"{RLM}الرقم {LRM}1482/2026{LRM}"
    assert message.state == "sent"


@pytest.mark.parametrize(
    ("answer", "state"), [(409, "sent"), (400, "dead"), (429, "failed"), (503, "failed")]
)
def test_what_the_gateway_answers_decides(agency, at, gateway, answer, state):
    gateway.answer = answer
    assert sent_by_sms(at).state == state


@pytest.mark.asvs("15.3.2")
@pytest.mark.parametrize("answer", [301, 302, 303, 307, 308])
def test_a_gateway_that_sends_us_elsewhere_is_not_followed(agency, at, gateway, answer):
    gateway.answer = answer
    assert sent_by_sms(at).state == "failed"
    assert len(gateway.asked) == 1


@pytest.mark.asvs("12.3.2")
def test_servers_must_show_a_certificate_that_names_them(settings):
    settings.EMAIL_SSL_CERTFILE = settings.EMAIL_SSL_KEYFILE = None
    default = ssl.create_default_context()
    for context in (EmailBackend(use_tls=True).ssl_context, https_context()):
        assert context.check_hostname
        assert context.verify_mode == default.verify_mode == ssl.CERT_REQUIRED


def https_context():
    """What the opener of the gateway talks https with; none of its own means the default one."""
    [handler] = [each for each in _OPENER.handlers if isinstance(each, HTTPSHandler)]
    return handler._context or ssl.create_default_context()


@pytest.mark.asvs("16.5.2")
def test_a_gateway_that_is_down_is_asked_again(agency, at, settings):
    settings.SHUBBAK_SMS_GATEWAY = "http://127.0.0.1:9/"
    assert sent_by_sms(at).state == "failed"


def test_without_a_gateway_the_text_lies_in_the_sink(agency, at):
    sent_by_sms(at)
    assert [delivery.text for delivery in sink_deliveries("0661000041")] == [Delivery.objects.get().text]


def test_a_letter_is_plain_text_and_a_page_in_the_persons_direction(agency, at):
    post(about=ABOUT, person=AMINA, template="t", at=at)
    drain(at=at)
    [letter] = mail.outbox
    assert letter.subject == "وصل إيداع"
    assert letter.body.splitlines()[0].startswith(RLM)
    page = letter.alternatives[0].content
    assert 'dir="rtl"' in page
    assert "&lt;b&gt;" in page
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.asvs("1.2.1")
@pytest.mark.asvs("1.3.11")
def test_a_line_break_in_a_subject_makes_no_header(agency, at):
    register_template_source("outlet", lambda message: Rendered("a\r\nBcc: x@example.ma", "b"))
    post(about=ABOUT, person=AMINA, template="t", at=at)
    drain(at=at)
    assert mail.outbox[0].message()["Bcc"] is None
    assert mail.outbox[0].message()["Subject"] == "a Bcc: x@example.ma"


def test_french_needs_no_marks():
    assert directed("a\nb", "fr") == "a\nb"
    assert for_telephone("n° \u20681482/2026\u2069", "fr") == "n° 1482/2026"


def test_arabic_inside_isolates_keeps_its_own_direction():
    assert for_telephone("\u2068مرحبا\u2069", "ar") == f"{RLM}مرحبا"


def test_what_is_no_telephone_number_is_refused_for_good():
    with pytest.raises(NotDelivered) as refused:
        international("hello", "ma")
    assert refused.value.permanent


def test_the_preferred_channel_comes_first():
    assert reach(Recipient(email="a@b.ma", phone="06", preferred_channel="sms")) == ("sms", "06")
    assert reach(Recipient(phone="06")) == ("sms", "06")
    assert reach(Recipient(email="a@b.ma"), "sms") is None

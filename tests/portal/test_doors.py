"""The bare host, the addresses for the machine that watches, and the messages of the demonstration."""

import pytest
from django.test import Client
from django.utils import timezone

from shubbak.notifications.models import Delivery, Message


def test_the_bare_host_lists_the_bodies(agency):
    page = Client(headers={"host": "localhost"}).get("/").content.decode()
    assert "http://miyah.localhost" in page


def test_an_unknown_page_of_the_bare_host_lists_them_too(agency):
    answered = Client(headers={"host": "localhost"}).get("/nothing")
    assert answered.status_code == 404
    assert "http://miyah.localhost" in answered.content.decode()


@pytest.mark.parametrize("host", ["localhost", "miyah.localhost"])
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_machine_answers_whoever_watches_it(agency, host, path):
    assert Client(headers={"host": host}).get(path).content == b"ok\n"


def delivered(agency) -> None:
    message = Message.objects.create(
        about_kind="case", about_id="x", template="t", channel="sms", address="+212661000041", language="ar",
        message_id="<a@b>", state="sent", created_at=timezone.now(),
    )  # fmt: skip
    Delivery.objects.create(message=message, address=message.address, text="سُجّلت", at=timezone.now())


def test_a_demonstration_shows_what_would_have_been_sent(visitor, agency):
    delivered(agency)
    assert "سُجّلت" in visitor.get("/messages/").content.decode()


@pytest.mark.asvs("15.2.3")
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("EMAIL_HOST", "mail.example"),
        ("SHUBBAK_SMS_GATEWAY", "https://sms.example"),
        ("SHUBBAK_SCHEME", "https"),
        ("SHUBBAK_BASE_DOMAIN", "services.example"),
    ],
)
def test_a_real_installation_shows_no_messages(visitor, agency, settings, setting, value):
    setattr(settings, setting, value)
    assert visitor.get("/messages/").status_code == 404

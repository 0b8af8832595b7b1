"""E-mail by SMTP: one connection for the batch, plain text and a plain page, in the person's direction."""

import smtplib
from datetime import datetime
from email.utils import formataddr
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string

from shubbak.agencies.models import Agency
from shubbak.notifications.bidi import directed
from shubbak.notifications.models import Message
from shubbak.notifications.outlets.sink import Sink
from shubbak.notifications.registry import reply_address_of
from shubbak.notifications.rules import NotDelivered, Rendered

_SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
_FAILURES = (OSError, smtplib.SMTPException)


class _Wire(Protocol):
    def send_messages(self, messages: list[EmailMultiAlternatives]) -> int | None: ...
    def close(self) -> None: ...


class Mail:
    """A connection to the mail server, opened by its first message."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency
        self._wire: _Wire | None = None

    def send(self, message: Message, words: Rendered) -> None:
        letter = letter_of(message, words, self.agency)
        try:
            if self._wire is None:
                wire = get_connection()
                wire.open()
                self._wire = wire
            self._wire.send_messages([letter])
        except smtplib.SMTPRecipientsRefused as refusal:
            code, answer = next(iter(refusal.recipients.values()))
            raise NotDelivered(f"{code} {answer!r}", permanent=500 <= code < 600) from refusal
        except _FAILURES as failure:
            self.close()
            raise NotDelivered(f"{type(failure).__name__}: {failure}") from failure

    def close(self) -> None:
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()


def opened(agency: Agency, at: datetime) -> Mail | Sink:
    """The mail server of the installation, or the development sink when none is set."""
    if settings.EMAIL_BACKEND == _SMTP_BACKEND and not settings.EMAIL_HOST:
        return Sink(at)
    return Mail(agency)


def letter_of(message: Message, words: Rendered, agency: Agency) -> EmailMultiAlternatives:
    """The e-mail as it leaves; the Message-ID is the one fixed when the row was written."""
    shown = words.sender_name or agency.localized_name(message.language)
    letter = EmailMultiAlternatives(
        subject=" ".join(words.subject.split()),
        body=directed(words.text, message.language),
        from_email=formataddr((shown, _sender_address(agency))),
        to=[message.address],
        reply_to=[address] if (address := reply_address_of(message)) else None,
        headers={
            "Message-ID": message.message_id,
            "Auto-Submitted": "auto-generated",  # RFC 3834: nothing that answers by itself answers this
            "Precedence": "bulk",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": message.language,
        },
    )
    page = render_to_string(
        "notifications/email.html",
        {
            "subject": words.subject,
            "paragraphs": [part.splitlines() for part in words.text.split("\n\n")],
            "language": message.language,
            "direction": "rtl" if message.language == "ar" else "ltr",
            "agency_name": agency.localized_name(message.language),
        },
    )
    letter.attach_alternative(page, "text/html")
    for file in words.attached:
        letter.attach(file.name, file.content, file.media_type)
    return letter


def _sender_address(agency: Agency) -> str:
    return str(agency.email) or str(settings.DEFAULT_FROM_EMAIL)

"""Reads of what came in by e-mail."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from shubbak.agencies.queries import agencies_listed, agency_key, current_agency
from shubbak.cases.models import Case
from shubbak.contact.intake.rules import (
    JOINED_A_DAY,
    ONE_AN_HOUR,
    Read,
    case_addressed,
    is_automatic,
)
from shubbak.contact.models import Mail, Mailbox
from shubbak.documents.models import Document
from shubbak.foundation.text import to_western_digits
from shubbak.registry.models import LetterPaper

PAGE = 50
MAILBOX = "mailbox-"
"""So begins the name of a file with a password; the code of the body follows."""
_A_DAY = 24 * ONE_AN_HOUR


def mailbox_in_use() -> Mailbox | None:
    return Mailbox.objects.filter(retired_at=None).first()


def servers_allowed() -> list[str]:
    """Where mailboxes of bodies may lie; the installation says so, not the body."""
    return [str(server) for server in settings.SHUBBAK_MAIL_SERVERS]


def password_of_mailbox() -> str:
    """The password of the body's mailbox, kept by the operator beside the other secrets.

    :raises FileNotFoundError: where there is none.
    """
    path = Path(settings.SHUBBAK_MAILBOX_KEYS) / f"{MAILBOX}{current_agency().code}"
    return path.read_text(encoding="utf-8").strip()


def our_addresses(mailbox: Mailbox) -> frozenset[str]:
    """Addresses from which this installation writes itself."""
    bodies = agencies_listed().exclude(email="").values_list("email", flat=True)
    return frozenset({mailbox.address, str(settings.DEFAULT_FROM_EMAIL), *bodies})


def case_of_reply(read: Read, mailbox: Mailbox, at: datetime) -> Case | None:
    """The open file whose reply address a message of a person bears; none beyond the day's share."""
    case_id = case_addressed(read.to, mailbox.address, agency_key(current_agency()))
    if case_id is None or read.problem or is_automatic(read.plain, read.address):
        return None
    case = Case.objects.filter(pk=case_id, closed_at=None).first()
    if case is None or Mail.objects.filter(case=case, taken_at__gt=at - _A_DAY).count() >= JOINED_A_DAY:
        return None
    return case


def case_numbered(typed: str) -> Case | None:
    """The file of a number as a clerk types it."""
    return Case.objects.filter(number=to_western_digits(typed.strip())[:60]).first()


def acknowledged_lately(sender: str, at: datetime) -> bool:
    return Mail.objects.filter(sender__iexact=sender, acknowledged_at__gt=at - ONE_AN_HOUR).exists()


def mails_waiting(*, quarantined: bool = False) -> QuerySet[Mail]:
    """What nobody has looked at yet, the oldest first; what was not read stands apart."""
    waiting = Mail.objects.filter(state=Mail.State.WAITING).select_related("entry__series__register")
    return (waiting.exclude(problem="") if quarantined else waiting.filter(problem="")).order_by(
        "taken_at", "id"
    )


def enclosed(mail: Mail) -> list[Document]:
    """The files that came with a message that is a letter, without the message itself."""
    papers = LetterPaper.objects.filter(letter=mail.entry_id).exclude(document=mail.raw_id)
    return [paper.document for paper in papers.select_related("document__file")]

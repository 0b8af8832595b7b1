"""What came by e-mail, as a clerk of the registry office sees it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import pgettext

from shubbak.contact.intake.rules import Read, shown_sender
from shubbak.contact.models import Mail, Mailbox
from shubbak.desk.registry import mail_words as words
from shubbak.desk.registry.shown import Mark
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import word
from shubbak.documents.models import Document
from shubbak.documents.rules import FileRefused, Refusal
from shubbak.documents.wording import refusal_words
from shubbak.registry.books.printing import printed_number
from shubbak.registry.models import LetterPaper


@dataclass(frozen=True)
class MailLine:
    mail: Mail
    number: str
    moment: str
    sender: str
    marks: Sequence[Mark]


@dataclass(frozen=True)
class MailShown:
    """`papers` are the message as it came and its files, by their place in the letter; `refused` are those
    that were not taken, with the reason.
    """

    line: MailLine
    papers: Sequence[tuple[int, Document]]
    refused: Sequence[tuple[str, str]]
    problem: str
    state: str
    is_waiting: bool


def mail_lines(found: Iterable[Mail], at: datetime) -> list[MailLine]:
    return [_line(mail, at) for mail in found]


def mail_shown(mail: Mail, at: datetime) -> MailShown:
    papers = LetterPaper.objects.filter(letter=mail.entry_id).select_related("document")
    return MailShown(
        line=_line(mail, at),
        papers=[(paper.pk, paper.document) for paper in papers],
        refused=[_refused(told) for told in mail.refused],
        problem=word(words.PROBLEMS, mail.problem) if mail.problem else "",
        state=word(words.STATES, mail.state),
        is_waiting=mail.state == Mail.State.WAITING,
    )


def look_words(mailbox: Mailbox | None) -> str:
    """What was in the way of the last look; empty after one that went well."""
    return word(words.LOOKS, mailbox.problem) if mailbox and mailbox.problem else ""


def _line(mail: Mail, at: datetime) -> MailLine:
    return MailLine(
        mail=mail,
        number=printed_number(mail.entry) if mail.entry else "",
        moment=tongue().moment(mail.taken_at, at),
        sender=shown_sender(Read(name=mail.name, address=mail.sender)),
        marks=_marks(mail),
    )


def _marks(mail: Mail) -> list[Mark]:
    told = (
        (mail.is_automatic, pgettext("message", "written by a program"), "hold"),
        (bool(mail.refused), pgettext("message", "files refused"), "risk"),
        (bool(mail.problem), pgettext("message", "not opened"), "risk"),
    )
    return [Mark(said, look) for holds, said, look in told if holds]


def _refused(told: Mapping[str, str | int]) -> tuple[str, str]:
    facts = {name: value for name, value in told.items() if name not in ("name", "reason")}
    return str(told["name"]), refusal_words(FileRefused(Refusal(str(told["reason"])), **facts))

"""The lines of a book, newest first, and one letter, as the asker may read them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import QuerySet

from shubbak.documents.models import Document
from shubbak.foundation.numbering import print_number
from shubbak.people.rules import Roles
from shubbak.registry.books.models import DayClosing, Entry, EntryEvent, EntryParty, Register, Series
from shubbak.registry.books.permissions import reads_registers
from shubbak.registry.books.queries import subject_of
from shubbak.registry.books.rules import OUTAGE_CHANNEL
from shubbak.registry.letters.models import Letter, LetterPaper
from shubbak.registry.letters.permissions import opens_letters
from shubbak.registry.letters.queries.answers import answered, waits
from shubbak.registry.letters.rules import Priority, Secrecy

PAGE, MOST_LATE = 25, 500


@dataclass(frozen=True)
class Line:
    """One line of a book as its reader sees it: the subject of what they may not open is empty, and
    `hidden`.
    """

    entry: UUID
    number: int
    printed: str
    register_day: date
    received_at: datetime
    name: str
    subject: str
    hidden: bool
    priority: Priority
    nature: str
    due_at: datetime | None
    is_late: bool
    is_annulled: bool
    is_answered: bool
    is_settled: bool
    is_letter: bool
    is_sealed: bool
    is_of_outage: bool


def lines_of(
    register: Register, year: int, roles: Roles, *, before: int | None = None, limit: int = PAGE
) -> list[Line]:
    """Lines of a book in a year, the newest first, from the number `before` downwards; none to who may not
    read.
    """
    if not reads_registers(roles):
        return []
    # By the key of the series, so that its index gives the last lines of a book of any length.
    series = Series.objects.filter(register=register, year=year).values_list("pk", flat=True).first()
    entries = read_whole(Entry.objects.filter(series=series))
    if before is not None:
        entries = entries.filter(number__lt=before)
    return [line_of(register, entry, roles) for entry in entries.order_by("-number")[:limit]]


def lines_of_day(closing: DayClosing, roles: Roles) -> list[Line]:
    """The lines that bear a closed day, the first one first."""
    if not reads_registers(roles):
        return []
    entries = read_whole(Entry.objects.filter(series=closing.series_id, register_day=closing.day))
    return [line_of(closing.series.register, entry, roles) for entry in entries.order_by("number")]


def unanswered_lines(roles: Roles, *, after: int = 0, limit: int = PAGE) -> list[Line]:
    """Letters that wait for their answer, the nearest due date first; `after` so many."""
    if not reads_registers(roles):
        return []
    alive = read_whole(_unanswered()).order_by("mail__due_at", "received_at", "number")
    return [line_of(entry.series.register, entry, roles) for entry in alive[after : after + limit]]


def unanswered_late(roles: Roles, at: datetime) -> int:
    """How many of them should have been answered before now; of more than `MOST_LATE` it says so many."""
    if not reads_registers(roles):
        return 0
    return _unanswered().filter(mail__due_at__lt=at).order_by("mail__due_at")[:MOST_LATE].count()


def _unanswered() -> QuerySet[Entry]:
    waiting = Entry.objects.filter(waits("pk", "mail__"))
    return waiting.exclude(events__kind=EntryEvent.Kind.ANNULLED)


@dataclass(frozen=True)
class Linked:
    """The letter that a letter answers, those that answer it, and those that somebody laid beside it;
    `annulled`: the ids of those that no longer count.
    """

    answers: Entry | None
    replies: list[Entry]
    others: list[Entry]
    annulled: frozenset[UUID]

    def all(self) -> list[Entry]:
        return [*([self.answers] if self.answers else []), *self.replies, *self.others]


def letters_linked(letter: Letter) -> Linked:
    """What a letter is linked to, as entries: their number, and nothing of what is in them."""
    numbered = Entry.objects.select_related("series__register")
    answers = numbered.filter(pk=letter.in_reply_to_id).first() if letter.in_reply_to_id else None
    replies = list(numbered.filter(mail__in_reply_to=letter.pk).order_by("received_at"))
    known = {entry.pk for entry in (answers, *replies) if entry}
    laid = _laid_beside(letter) - known
    beside = numbered.filter(pk__in=laid).order_by("received_at")
    annulled = EntryEvent.objects.filter(entry__in=known | laid, kind=EntryEvent.Kind.ANNULLED)
    return Linked(answers, replies, list(beside), frozenset(annulled.values_list("entry", flat=True)))


def _laid_beside(letter: Letter) -> set[UUID]:
    """The other end of each link, wherever it was written down."""
    links = EntryEvent.objects.filter(kind=EntryEvent.Kind.LINKED, other__isnull=False)
    ends = links.filter(models.Q(entry=letter.pk) | models.Q(other=letter.pk)).values_list("entry", "other")
    return {end for both in ends for end in both} - {letter.pk}


def letters_to_stamp() -> QuerySet[Letter]:
    """Those that came with a scan and have no stamped copy yet, the oldest first."""
    waiting = Letter.objects.filter(stamp=Letter.Stamp.WAITING)
    return waiting.select_related("entry__series__register").order_by("entry__received_at")


def read_whole(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """With all that a line tells, in one statement whatever their number."""
    here = models.OuterRef("pk")
    party = EntryParty.objects.filter(entry=here).order_by("pk").values("name")[:1]
    annulled = EntryEvent.objects.filter(entry=here, kind=EntryEvent.Kind.ANNULLED)
    return entries.select_related("series__register", "mail__nature", "subject").annotate(
        party=models.Subquery(party),
        is_annulled=models.Exists(annulled),
        is_answered=answered("pk"),
    )


def line_of(register: Register, entry: Entry, roles: Roles) -> Line:
    """An entry as the asker reads its line; it was read by `read_whole`."""
    letter: Letter | None = getattr(entry, "mail", None)
    hidden = letter is not None and not opens_letters(roles, letter, register)
    told: Any = entry
    return Line(
        entry=entry.pk,
        number=entry.number,
        printed=print_number(register.pattern, entry.number, entry.series.year),
        register_day=entry.register_day,
        received_at=entry.received_at,
        name=told.party or "",
        subject="" if hidden else subject_of(entry),
        hidden=hidden,
        priority=Priority(letter.priority) if letter else Priority.NORMAL,
        nature=letter.nature.code if letter and letter.nature else "",
        due_at=letter.due_at if letter else None,
        is_late=bool(letter and letter.found_at),
        is_annulled=told.is_annulled,
        is_answered=told.is_answered,
        is_settled=bool(letter and letter.settled_because),
        is_letter=letter is not None,
        is_sealed=bool(letter and letter.secrecy == Secrecy.SEALED and letter.opened_at is None),
        is_of_outage=entry.channel == OUTAGE_CHANNEL,
    )


def papers_to_read() -> QuerySet[LetterPaper]:
    """What came with letters and was not read, newest first; where there is a scanner, what it has seen."""
    unread = (LetterPaper.Reading.WAITING, LetterPaper.Reading.AGAIN)
    came = (LetterPaper.Role.SCAN, LetterPaper.Role.ENCLOSURE)
    waiting = LetterPaper.objects.filter(reading__in=unread, role__in=came)
    if settings.SHUBBAK_CLAMD:
        waiting = waiting.exclude(document__scan=Document.Scan.PENDING)
    return waiting.select_related("document__file", "letter__entry", "letter__correspondent").order_by("-id")

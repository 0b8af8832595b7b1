"""The lines of a book, newest first, and one letter, as the asker may read them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from shubbak.foundation.numbering import print_number
from shubbak.people.rules import Roles
from shubbak.registry.models import DayClosing, Entry, EntryEvent, Handover, Letter, Register
from shubbak.registry.permissions import opens_letters, reads_registers
from shubbak.registry.rules import Priority, Secrecy

PAGE = 50


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
    is_letter: bool
    is_sealed: bool


def registers_of_letters() -> QuerySet[Register]:
    """The books in which clerks write."""
    return Register.objects.exclude(direction="")


def lines_of(
    register: Register, year: int, roles: Roles, *, before: int | None = None, limit: int = PAGE
) -> list[Line]:
    """Lines of a book in a year, the newest first, from the number `before` downwards; none to who may not
    read.
    """
    if not reads_registers(roles):
        return []
    entries = _read_whole(Entry.objects.filter(series__register=register, series__year=year))
    if before is not None:
        entries = entries.filter(number__lt=before)
    return [_line(register, entry, roles) for entry in entries.order_by("-number")[:limit]]


def lines_of_day(closing: DayClosing, roles: Roles) -> list[Line]:
    """The lines that bear a closed day, the first one first."""
    if not reads_registers(roles):
        return []
    entries = _read_whole(Entry.objects.filter(series=closing.series_id, register_day=closing.day))
    return [_line(closing.series.register, entry, roles) for entry in entries.order_by("number")]


def unanswered_lines(roles: Roles, *, limit: int = PAGE) -> list[Line]:
    """Letters that ask for an answer to which none is linked, the nearest due date first."""
    if not reads_registers(roles):
        return []
    waiting = Entry.objects.filter(mail__due_at__isnull=False, replies=None)
    alive = _read_whole(waiting.exclude(events__kind=EntryEvent.Kind.ANNULLED)).order_by("mail__due_at", "pk")
    return [_line(entry.series.register, entry, roles) for entry in alive[:limit]]


def letter_visible(entry_id: UUID, roles: Roles) -> Letter | None:
    """A letter whose line the asker may read, or that was sent to a unit of theirs; whether it may be opened,
    `opens_letters` says.
    """
    if not reads_registers(roles) and not held_by(entry_id) & roles.units:
        return None
    return (
        Letter.objects.select_related(
            "entry__series__register", "entry__subject", "correspondent", "nature", "clerk"
        )
        .filter(pk=entry_id)
        .first()
    )


def held_by(entry_id: UUID) -> frozenset[str]:
    """Codes of the units to which a letter was sent and that did not send it back."""
    sent = Handover.objects.filter(letter=entry_id).exclude(state=Handover.State.RETURNED)
    return frozenset(sent.values_list("unit__code", flat=True))


def days_of(register: Register, *, limit: int = 31) -> QuerySet[DayClosing]:
    """The last lines drawn under days of a book."""
    closings = DayClosing.objects.filter(series__register=register)
    return closings.select_related("series", "clerk", "head")[:limit]


def _read_whole(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """With all that a line tells, whatever their number."""
    whole = entries.select_related("series__register", "mail__nature", "subject")
    return whole.prefetch_related("parties", "events", "replies")


def _line(register: Register, entry: Entry, roles: Roles) -> Line:
    letter: Letter | None = getattr(entry, "mail", None)
    hidden = letter is not None and not opens_letters(roles, letter, register)
    return Line(
        entry=entry.pk,
        number=entry.number,
        printed=print_number(register.pattern, entry.number, entry.series.year),
        register_day=entry.register_day,
        received_at=entry.received_at,
        name=next((party.name for party in entry.parties.all()), ""),
        subject="" if hidden else _subject(entry),
        hidden=hidden,
        priority=Priority(letter.priority) if letter else Priority.NORMAL,
        nature=letter.nature.code if letter and letter.nature else "",
        due_at=letter.due_at if letter else None,
        is_late=bool(letter and letter.found_at),
        is_annulled=any(event.kind == EntryEvent.Kind.ANNULLED for event in entry.events.all()),
        is_answered=bool(entry.replies.all()),
        is_letter=letter is not None,
        is_sealed=bool(letter and letter.secrecy == Secrecy.SEALED and letter.opened_at is None),
    )


def _subject(entry: Entry) -> str:
    return entry.subject.words if hasattr(entry, "subject") else ""

"""Lines of a book and letters as their reader sees them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, pgettext

from shubbak.desk.registry import words
from shubbak.desk.registry.way import Way, way_shown
from shubbak.desk.shown.language import Tongue, tongue
from shubbak.desk.words import word
from shubbak.documents.models import Document
from shubbak.people.rules import Roles
from shubbak.registry.books.printing import printed_number
from shubbak.registry.models import Entry, EntryEvent, Handover, Letter, Nature, Register
from shubbak.registry.permissions import instructs, opens_letters
from shubbak.registry.queries import Line, subject_of, way_of


@dataclass(frozen=True)
class Mark:
    """A tag of a line, in its tint."""

    words: str
    look: str


@dataclass(frozen=True)
class LineShown:
    line: Line
    day: str
    hour: str
    nature: str
    due: str
    is_overdue: bool
    marks: Sequence[Mark]


def lines_shown(lines: Iterable[Line], at: datetime) -> list[LineShown]:
    speech = tongue()
    natures = {nature.code: speech.pick(nature.title) for nature in Nature.objects.all()}
    return [_shown(line, natures, speech, at) for line in lines]


def _shown(line: Line, natures: Mapping[str, str], speech: Tongue, at: datetime) -> LineShown:
    is_awaited = line.due_at is not None and not (line.is_answered or line.is_settled or line.is_annulled)
    return LineShown(
        line=line,
        day=speech.short_day(line.register_day),
        hour=speech.moment(line.received_at, at),
        nature=natures.get(line.nature, ""),
        due=speech.day(line.due_at) if line.due_at else "",
        is_overdue=bool(is_awaited and line.due_at and line.due_at < at),
        marks=_marks(line),
    )


def _marks(line: Line) -> list[Mark]:
    marks = [Mark(str(said), look) for name, (said, look) in words.MARKS.items() if getattr(line, name)]
    if line.priority != "normal":
        marks.append(Mark(word(words.PRIORITIES, line.priority), "risk"))
    return marks


@dataclass(frozen=True)
class LetterShown:
    """`opens` says whether the reader may see what is inside; `facts` are labels with their values, `papers`
    have what each is, beside the scans."""

    letter: Letter
    number: str
    name: str
    opens: bool
    is_annulled: bool
    is_sealed: bool
    subject: str
    facts: Sequence[tuple[str, str]]
    papers: Sequence[tuple[int, Document, str]]
    way: Way
    may_instruct: bool


def letter_shown(letter: Letter, roles: Roles, at: datetime) -> LetterShown:
    speech, entry = tongue(), letter.entry
    register, handovers = entry.series.register, way_of(letter)
    holders = {one.unit.code for one in handovers if one.state != Handover.State.RETURNED}
    opens = opens_letters(roles, letter, register, holders)
    return LetterShown(
        letter=letter,
        number=printed_number(entry),
        name=next((party.name for party in entry.parties.all()), ""),
        opens=opens,
        is_annulled=any(event.kind == EntryEvent.Kind.ANNULLED for event in entry.events.all()),
        is_sealed=letter.secrecy == "sealed",
        subject=subject_of(entry) if opens else "",
        facts=[(label, value) for label, value in _facts(letter, speech, at, opens=opens) if value],
        papers=[
            (paper.pk, paper.document, word(words.PAPERS, paper.role) if paper.role != "scan" else "")
            for paper in letter.papers.select_related("document")
        ]
        if opens
        else [],
        way=way_shown(letter, handovers, roles, speech, at, opens=opens),
        may_instruct=instructs(roles, letter, register, holders),
    )


def _facts(letter: Letter, speech: Tongue, at: datetime, *, opens: bool) -> list[tuple[str, str]]:
    entry, sender = letter.entry, letter.correspondent
    leaves = entry.series.register.direction == Register.Direction.OUT
    outside = [
        (gettext("Register"), speech.pick(entry.series.register.title)),
        (gettext("Register day"), speech.long_day(entry.register_day)),
        (
            pgettext("letter", "Entered in the register") if leaves else gettext("True time"),
            speech.moment(entry.received_at, at),
        ),
        (
            gettext("Found late: when it really arrived"),
            speech.moment(letter.found_at, at) if letter.found_at else "",
        ),
        *_on_a_sheet(entry, speech, at),
        (
            gettext("How it is sent") if leaves else gettext("How it came"),
            word(words.CHANNELS, _channel(entry)),
        ),
        (
            gettext("Kind of addressee") if leaves else gettext("Kind of sender"),
            word(words.KINDS, sender.kind) if sender else "",
        ),
        (gettext("Nature of the letter"), speech.pick(letter.nature.title) if letter.nature else ""),
        (gettext("Priority"), word(words.PRIORITIES, letter.priority)),
        (gettext("Secrecy"), word(words.SECRECY, letter.secrecy)),
        (gettext("Answer at the latest"), speech.day(letter.due_at) if letter.due_at else ""),
        (gettext("Entered by"), speech.name(letter.clerk)),
    ]
    return [*outside, *_inside(letter, speech)] if opens else outside


def _on_a_sheet(entry: Entry, speech: Tongue, at: datetime) -> list[tuple[str, str]]:
    """The number was taken at the entry's time; the letter came when its sheet says."""
    sheet = getattr(entry, "outage_sheet", None)
    if sheet is None or sheet.arrived_at is None:
        return []
    return [(gettext("When it came, as the sheet says"), speech.moment(sheet.arrived_at, at))]


def _channel(entry: Entry) -> str:
    sheet = getattr(entry, "outage_sheet", None)
    return sheet.channel if sheet is not None and sheet.channel else entry.channel


def _inside(letter: Letter, speech: Tongue) -> list[tuple[str, str]]:
    sender = letter.correspondent
    return [
        (gettext("Reference of the sender"), letter.reference),
        (gettext("Date of the letter"), speech.long_day(letter.written_on) if letter.written_on else ""),
        (gettext("Language of the letter"), word(words.LANGUAGES, letter.language)),
        (gettext("Number of enclosures"), str(letter.pieces) if letter.pieces else ""),
        (gettext("Enclosures by name"), gettext("; ").join(letter.enclosures)),
        (gettext("National portal"), f"{letter.national_portal} {letter.national_reference}".strip()),
        (gettext("City"), sender.city if sender else ""),
        (gettext("Telephone"), sender.phone if sender else ""),
        (gettext("E-mail"), sender.email if sender else ""),
        (gettext("Address"), sender.address if sender else ""),
    ]

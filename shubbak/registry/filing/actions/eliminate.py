"""Letters whose time is over go: listed by one, let go by another with the visa of the archives (law 69-99).

The line of the register, its receipt and the salted commitments of the journal stay, so every proof holds.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from shubbak.documents.actions import erase_documents
from shubbak.journal.actions import action, erase_lines, record
from shubbak.journal.rules import CLOCK, Actor
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.rules import LOST, RegistryRefused
from shubbak.registry.circulation.models import Circular, Handover, Instruction
from shubbak.registry.departure.models import Addressee, Draft
from shubbak.registry.exchange.actions.guests import forget_guests_of
from shubbak.registry.filing.actions.erase import erase_words
from shubbak.registry.filing.memory import Gone, remember, remembered
from shubbak.registry.filing.models import EliminationLine, EliminationList, FileClass, LetterHold
from shubbak.registry.filing.queries import hold_on, letters_over
from shubbak.registry.letters.models import Correspondent, Letter
from shubbak.registry.letters.search import KIND, WRITTEN
from shubbak.search.actions import forget

_STATED = frozenset({"registry.entered", LOST})
"""Acts whose facts stay: whoever holds the receipt relies on them, and they name nobody."""
_ERASED_WORDS = "–"


Listener = Callable[[Letter, datetime], object]
_listeners: list[Listener] = []


def when_eliminated(listener: Listener) -> Listener:
    """Have a room above erase what it keeps of a letter, in the same transaction."""
    _listeners.append(listener)
    return listener


@action
def draw_up_list(*, staff: Staff, at: datetime) -> EliminationList:
    """Write down the letters that may go, for another to look at.

    :raises RegistryRefused: ``list_open`` while an earlier one waits, ``nothing_due``.
    """
    if EliminationList.objects.filter(state=EliminationList.State.OPEN).exists():
        raise RegistryRefused("list_open")
    due = letters_over(FileClass.Fate.ELIMINATE, at)
    if not due:
        raise RegistryRefused("nothing_due")
    listed = EliminationList.objects.create(made_at=at, made_by=staff)
    EliminationLine.objects.bulk_create(
        EliminationLine(listed=listed, letter=letter, until=until) for letter, until in due
    )
    _record("registry.list_drawn_up", listed, actor_of(staff), at, letters=len(due))
    return listed


@action
def approve_list(*, listed: EliminationList, reference: str, staff: Staff, at: datetime) -> None:
    """Let a list go, with the visa of the archives as their letter bears it. Whoever drew it up may not.

    :raises RegistryRefused: ``reference_missing``, ``list_settled``, ``two_let_go``.
    """
    if not reference.strip():
        raise RegistryRefused("reference_missing")
    fresh = _open(listed)
    if fresh.made_by_id == staff.pk:
        raise RegistryRefused("two_let_go")
    EliminationList.objects.filter(pk=fresh.pk).update(
        state=EliminationList.State.APPROVED, reference=reference.strip(), visa_by=staff
    )
    _record("registry.list_approved", fresh, actor_of(staff), at, reference=reference.strip())


@action
def drop_elimination(*, listed: EliminationList, staff: Staff, at: datetime) -> None:
    """Nothing of it goes; what is due stands on the next one.

    :raises RegistryRefused: ``list_settled``.
    """
    fresh = _open(listed)
    EliminationList.objects.filter(pk=fresh.pk).update(state=EliminationList.State.DROPPED, settled_at=at)
    _record("registry.list_dropped", fresh, actor_of(staff), at)


def eliminate_approved(*, at: datetime) -> int:
    """Erase what has its visa, each letter in a transaction of its own; how many went. What is held stays."""
    gone = 0
    for listed in EliminationList.objects.filter(state=EliminationList.State.APPROVED):
        for line in listed.lines.filter(erased_at=None).select_related("letter__entry__series__register"):
            gone += _eliminate_line(line=line, at=at)
        settle_list(listed=listed, at=at)
    return gone


def eliminate_again(*, at: datetime) -> int:
    """After an older copy was brought back: what had gone goes again; how many letters."""
    ids = {one.letter for one in remembered()}
    back = Letter.objects.filter(pk__in=ids, entry__subject__isnull=False)
    letters = list(back.select_related("entry__series__register"))
    for letter in letters:
        eliminate_letter(letter=letter, at=at)
    return len(letters)


@action
def eliminate_letter(*, letter: Letter, at: datetime) -> None:
    """Erase what a letter says, its papers with their bytes, who wrote it, what was written about it."""
    remember(Gone(letter.pk, at))
    for listener in _listeners:
        listener(letter, at)
    _erase_papers(letter, at)
    _erase_rows(letter)
    erase_words(entries=[letter.pk])
    forget_guests_of(letters=[letter.pk])
    for kind in (KIND, WRITTEN):
        forget(kind=kind, ref=letter.pk)
    printed = printed_number(letter.entry)
    erase_lines(about=printed, keep=_STATED, actor=CLOCK, at=at)
    record(what="registry.eliminated", about=printed, actor=CLOCK, at=at)


@action
def settle_list(*, listed: EliminationList, at: datetime) -> None:
    """All that was to go has gone."""
    approved = EliminationList.objects.filter(pk=listed.pk, state=EliminationList.State.APPROVED)
    approved.update(state=EliminationList.State.DONE, settled_at=at)
    _record("registry.list_done", listed, CLOCK, at, letters=listed.lines.exclude(erased_at=None).count())


@action
def _eliminate_line(*, line: EliminationLine, at: datetime) -> bool:
    if hold_on(line.letter) is not None:
        return False
    EliminationLine.objects.filter(pk=line.pk).update(erased_at=at)
    eliminate_letter(letter=line.letter, at=at)
    return True


def _erase_papers(letter: Letter, at: datetime) -> None:
    documents: Sequence[UUID] = list(letter.papers.values_list("document", flat=True))
    Addressee.objects.filter(proof__letter=letter).update(proof=None)
    Draft.objects.filter(letter=letter).update(paper=None)
    letter.papers.all().delete()
    erase_documents(ids=documents, at=at)


def _erase_rows(letter: Letter) -> None:
    Instruction.objects.filter(letter=letter).update(words="")
    Circular.objects.filter(letter=letter).update(words="")
    Handover.objects.filter(letter=letter).exclude(reason="").update(reason=_ERASED_WORDS)
    LetterHold.objects.filter(letter=letter).update(reason="", lifted_because="")
    writer = letter.correspondent
    Letter.objects.filter(pk=letter.pk).update(
        correspondent=None, reference="", enclosures=[], national_portal="", national_reference=""
    )
    if writer is not None:
        addressed = Addressee.objects.filter(correspondent=OuterRef("pk"))
        alone = Correspondent.objects.filter(pk=writer.pk, is_standing=False, letters=None)
        alone.exclude(Exists(addressed)).delete()


def _open(listed: EliminationList) -> EliminationList:
    fresh = EliminationList.objects.select_for_update(of=("self",)).get(pk=listed.pk)
    if fresh.state != EliminationList.State.OPEN:
        raise RegistryRefused("list_settled")
    return fresh


def _record(what: str, listed: EliminationList, actor: Actor, at: datetime, **facts: str | int) -> None:
    record(what=what, about=f"elimination/{listed.pk}", actor=actor, at=at, facts=facts)

"""Letters whose time is over go: listed by one, let go by another with the visa of the archives (law 69-99).

The line of the register, its receipt and the salted commitments of the journal stay, so every proof holds.
"""

from datetime import datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import CLOCK, Actor
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.filing.actions.erase import erase_letter
from shubbak.registry.filing.memory import Gone, remember, remembered
from shubbak.registry.filing.models import EliminationLine, EliminationList
from shubbak.registry.filing.queries import hold_on, kept_above, letters_to_eliminate, lines_of_list
from shubbak.registry.letters.models import Letter


@action
def draw_up_list(*, staff: Staff, at: datetime) -> EliminationList:
    """Write down the letters that may go, for another to look at, and those drawn by lot that stay.

    :raises RegistryRefused: ``list_open`` while an earlier one waits, ``nothing_due``.
    """
    if EliminationList.objects.filter(state=EliminationList.State.OPEN).exists():
        raise RegistryRefused("list_open")
    due = letters_to_eliminate(at)
    if not due:
        raise RegistryRefused("nothing_due")
    listed = EliminationList.objects.create(made_at=at, made_by=staff)
    EliminationLine.objects.bulk_create(
        EliminationLine(
            listed=listed,
            letter=one.letter,
            file_class=one.file_class,
            until=one.until,
            is_drawn=one.is_drawn,
        )
        for one in due
    )
    kept = sum(one.is_drawn for one in due)
    _record("registry.list_drawn_up", listed, actor_of(staff), at, letters=len(due), kept=kept)
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
    for line in lines_of_list(fresh).filter(is_drawn=True):
        number = printed_number(line.letter.entry)
        record(what="registry.drawn", about=number, actor=actor_of(staff), at=at, facts={"list": fresh.pk})


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
        going = listed.lines.filter(erased_at=None, is_drawn=False)
        for line in going.select_related("letter__entry__series__register"):
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
    erase_letter(letter=letter, actor=CLOCK, at=at)
    record(what="registry.eliminated", about=printed_number(letter.entry), actor=CLOCK, at=at)


@action
def settle_list(*, listed: EliminationList, at: datetime) -> None:
    """All that was to go has gone."""
    approved = EliminationList.objects.filter(pk=listed.pk, state=EliminationList.State.APPROVED)
    approved.update(state=EliminationList.State.DONE, settled_at=at)
    _record("registry.list_done", listed, CLOCK, at, letters=listed.lines.exclude(erased_at=None).count())


@action
def _eliminate_line(*, line: EliminationLine, at: datetime) -> bool:
    if hold_on(line.letter) is not None or line.letter_id in kept_above([line.letter_id]):
        return False
    EliminationLine.objects.filter(pk=line.pk).update(erased_at=at)
    eliminate_letter(letter=line.letter, at=at)
    return True


def _open(listed: EliminationList) -> EliminationList:
    fresh = EliminationList.objects.select_for_update(of=("self",)).get(pk=listed.pk)
    if fresh.state != EliminationList.State.OPEN:
        raise RegistryRefused("list_settled")
    return fresh


def _record(what: str, listed: EliminationList, actor: Actor, at: datetime, **facts: str | int) -> None:
    record(what=what, about=f"elimination/{listed.pk}", actor=actor, at=at, facts=facts)

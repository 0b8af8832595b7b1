"""Where letters lie, how long they are kept, and which of them may go or are handed over."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from shubbak.agencies.queries import current_agency
from shubbak.journal.queries import acts_about
from shubbak.registry.books.models import EntryEvent
from shubbak.registry.filing.models import EliminationLine, EliminationList, FileClass, Filing, LetterHold
from shubbak.registry.filing.rules import LONGEST_LIST, kept_until
from shubbak.registry.letters.models import Letter, Nature
from shubbak.registry.letters.queries.answers import waits

Keeper = Callable[[], "QuerySet[Any, UUID]"]
_keepers: list[Keeper] = []
_UNSETTLED = (EliminationList.State.OPEN, EliminationList.State.APPROVED)


@dataclass(frozen=True)
class Filed:
    """Where a letter lies and until when it is kept; `is_held` keeps it beyond that."""

    file_class: FileClass
    until: date
    by_hand: bool
    is_held: bool


def register_keeper(keeper: Keeper) -> None:
    """Have a room above keep letters: it gives the ids of those that lie in something of its own."""
    _keepers.append(keeper)


def kept_above(ids: Collection[UUID]) -> set[UUID]:
    """Which of these letters a room above keeps: they go with what they lie in."""
    return {one for keeper in _keepers for one in keeper().filter(letter__in=ids)}


def classes() -> QuerySet[FileClass]:
    return FileClass.objects.all()


def filed(letter: Letter) -> Filed | None:
    """None of a letter that nobody laid anywhere and whose nature has no place in the plan."""
    filing = getattr(letter, "filing", None)
    found = filing.file_class if filing else _class_of_nature(letter.nature)
    if found is None:
        return None
    until = kept_until(letter.entry.register_day, found.years)
    return Filed(found, until, by_hand=filing is not None, is_held=hold_on(letter) is not None)


def hold_on(letter: Letter) -> LetterHold | None:
    """What keeps the letter now, whatever its time says."""
    return letter.holds.filter(lifted_at=None).select_related("placed_by").first()


def letters_on_hold(ids: Collection[UUID]) -> set[UUID]:
    """Which of these letters something keeps, whatever their time says."""
    return set(LetterHold.objects.filter(letter__in=ids, lifted_at=None).values_list("letter", flat=True))


def letters_over(fate: str, at: datetime, *, limit: int = LONGEST_LIST) -> list[tuple[Letter, date]]:
    """Letters whose time of keeping is over, the oldest first, each with its last day.

    Not among them: what the archives have, what is held, what stands on a list that is not settled, what is
    erased, what lies in something that a room above keeps, and what waits for an answer.
    """
    found = sorted(
        _over(fate, at, limit), key=lambda pair: (pair[0].entry.register_day, pair[0].entry.number)
    )
    return found[:limit]


def packed_at() -> datetime | None:
    """When letters were last packed for the archives."""
    return acts_about("registry.transfer_packed", ["transfer"]).get("transfer")


def letters_packed(packed: datetime, at: datetime) -> list[Letter]:
    """Those of a package that nobody touched since."""
    letters = [letter for letter, _until in letters_over(FileClass.Fate.KEEP, at)]
    ids = [letter.pk for letter in letters]
    touched = {
        *EntryEvent.objects.filter(entry__in=ids, at__gt=packed).values_list("entry", flat=True),
        *Filing.objects.filter(letter__in=ids, at__gt=packed).values_list("letter", flat=True),
        *LetterHold.objects.filter(letter__in=ids, lifted_at__gt=packed).values_list("letter", flat=True),
    }
    return [letter for letter in letters if letter.pk not in touched]


def lists_made() -> QuerySet[EliminationList]:
    """The newest first, each with how many letters it names (`size`)."""
    return EliminationList.objects.annotate(size=Count("lines")).select_related("made_by", "visa_by")


def lines_of_list(listed: EliminationList) -> QuerySet[EliminationLine]:
    """The letters of a list with what is still known of them."""
    return listed.lines.select_related(
        "letter__entry__series__register", "letter__entry__subject", "letter__nature"
    )


def _over(fate: str, at: datetime, limit: int) -> Iterator[tuple[Letter, date]]:
    year = at.astimezone(ZoneInfo(current_agency().zone)).year
    for one in FileClass.objects.filter(fate=fate):
        over = _keepable(_letters_in(one)).filter(entry__register_day__year__lt=year - one.years)
        for letter in over.order_by("entry__register_day", "entry__number")[:limit]:
            yield letter, kept_until(letter.entry.register_day, one.years)


def _letters_in(one: FileClass) -> QuerySet[Letter]:
    mine = Q(filing__file_class=one) | Q(filing=None, nature__code__in=one.natures)
    read = ("entry__series__register", "entry__subject", "nature")
    return Letter.objects.filter(mine).select_related(*read)


def _keepable(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    annulled = EntryEvent.objects.filter(kind=EntryEvent.Kind.ANNULLED).values("entry")
    waiting = waits("pk") & ~Q(entry__in=annulled)
    held = LetterHold.objects.filter(lifted_at=None).values("letter")
    archived = EntryEvent.objects.filter(kind=EntryEvent.Kind.ARCHIVED).values("entry")
    listed = EliminationLine.objects.filter(listed__state__in=_UNSETTLED, erased_at=None).values("letter")
    there = letters.filter(entry__subject__isnull=False).exclude(pk__in=archived)
    for keeper in _keepers:
        there = there.exclude(pk__in=keeper())
    return there.exclude(waiting).exclude(pk__in=held).exclude(pk__in=listed)


def _class_of_nature(nature: Nature | None) -> FileClass | None:
    if nature is None:
        return None
    return FileClass.objects.filter(natures__contains=nature.code).first()

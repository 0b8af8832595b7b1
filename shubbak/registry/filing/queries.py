"""Where letters lie, how long they are kept, and which of them may go or are handed over."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
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
from shubbak.registry.filing.rules import LONGEST_LIST, drawn, kept_until
from shubbak.registry.letters.models import Letter, Nature
from shubbak.registry.letters.queries.answers import waits

Keeper = Callable[[], "QuerySet[Any, UUID]"]
_keepers: list[Keeper] = []
_UNSETTLED = (EliminationList.State.OPEN, EliminationList.State.APPROVED)
_LET_GO = (EliminationList.State.APPROVED, EliminationList.State.DONE)


@dataclass(frozen=True)
class Filed:
    """Where a letter lies and until when it is kept; `is_held` keeps it beyond that, and so does that it was
    drawn as a sample.
    """

    file_class: FileClass
    until: date
    by_hand: bool
    is_held: bool
    is_drawn: bool


@dataclass(frozen=True)
class Due:
    """A letter whose time of keeping is over; `is_drawn`: its class keeps a sample, and it is of that."""

    letter: Letter
    file_class: FileClass
    is_drawn: bool

    @property
    def until(self) -> date:
        return kept_until(self.letter.entry.register_day, self.file_class.years)


@dataclass(frozen=True)
class Draw:
    """Of how many letters of a class and a year how many were drawn to be kept."""

    file_class: FileClass
    year: int
    letters: int
    kept: int


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
    return Filed(
        found,
        until,
        by_hand=filing is not None,
        is_held=hold_on(letter) is not None,
        is_drawn=_lines_drawn().filter(letter=letter).exists(),
    )


def hold_on(letter: Letter) -> LetterHold | None:
    """What keeps the letter now, whatever its time says."""
    return letter.holds.filter(lifted_at=None).select_related("placed_by").first()


def letters_on_hold(ids: Collection[UUID]) -> set[UUID]:
    """Which of these letters something keeps, whatever their time says."""
    return set(LetterHold.objects.filter(letter__in=ids, lifted_at=None).values_list("letter", flat=True))


def letters_to_eliminate(at: datetime, *, limit: int = LONGEST_LIST) -> list[Due]:
    """Letters whose time of keeping is over, the oldest first: those that go, and those that a sample keeps.

    Not among them: what the archives have or are to have, what is held, what stands on a list that is not
    settled, what is erased, what lies in something that a room above keeps, and what waits for an answer.
    """
    fates = (FileClass.Fate.ELIMINATE, FileClass.Fate.SAMPLE)
    over = sorted(_over(fates, at, limit), key=lambda pair: _age(pair[0]))[:limit]
    kept = _drawn(over)
    return [Due(letter, one, letter.pk in kept) for letter, one in over]


def letters_to_hand_over(at: datetime, *, limit: int = LONGEST_LIST) -> list[Letter]:
    """Letters for the archives, the oldest first: of classes that are kept, and what was drawn of others."""
    whole = [letter for letter, _one in _over((FileClass.Fate.KEEP,), at, limit)]
    settled = _lines_drawn().filter(listed__state=EliminationList.State.DONE)
    sample = _keepable(_read(Letter.objects.filter(pk__in=settled.values("letter"))))
    return sorted((*whole, *_oldest(sample, limit)), key=_age)[:limit]


def packed_at() -> datetime | None:
    """When letters were last packed for the archives."""
    return acts_about("registry.transfer_packed", ["transfer"]).get("transfer")


def letters_packed(packed: datetime, at: datetime) -> list[Letter]:
    """Those of a package that nobody touched since."""
    letters = letters_to_hand_over(at)
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
    known = ("letter__entry__series__register", "letter__entry__subject", "letter__nature", "file_class")
    return listed.lines.select_related(*known)


def draws_of_list(listed: EliminationList) -> list[Draw]:
    """What was drawn by lot for a list, by class and year."""
    tallied = _tallied(listed.lines.filter(file_class__isnull=False))
    known = {one.pk: one for one in classes()}
    found = [Draw(known[pk], year, *tally) for (pk, year), tally in tallied.items() if tally[1]]
    return sorted(found, key=lambda draw: (draw.file_class.code, draw.year))


def _over(fates: Collection[str], at: datetime, limit: int) -> Iterator[tuple[Letter, FileClass]]:
    year = at.astimezone(ZoneInfo(current_agency().zone)).year
    kept = _lines_drawn().values("letter")
    for one in FileClass.objects.filter(fate__in=fates):
        over = _keepable(_letters_in(one)).filter(entry__register_day__year__lt=year - one.years)
        for letter in _oldest(over.exclude(pk__in=kept), limit):
            yield letter, one


def _oldest(letters: QuerySet[Letter], limit: int) -> QuerySet[Letter]:
    return letters.order_by("entry__register_day", "entry__number")[:limit]


def _age(letter: Letter) -> tuple[date, int]:
    return letter.entry.register_day, letter.entry.number


def _drawn(over: Sequence[tuple[Letter, FileClass]]) -> set[UUID]:
    """Each class and year by itself, with what earlier lists dealt with of it."""
    strata = defaultdict[tuple[FileClass, int], list[UUID]](list)
    for letter, one in over:
        if one.fate == FileClass.Fate.SAMPLE:
            strata[one, letter.entry.register_day.year].append(letter.pk)
    if not strata:
        return set()
    settled = Q(is_drawn=True) | Q(erased_at__isnull=False)
    mine = EliminationLine.objects.filter(settled, file_class__in=[one for one, _year in strata])
    before = _tallied(mine.filter(listed__state=EliminationList.State.DONE))
    kept = set[UUID]()
    for (one, year), ids in strata.items():
        earlier, drawn_then = before.get((one.pk, year), (0, 0))
        kept |= drawn(f"{one.code}/{year}", ids, one.share, earlier=earlier, kept=drawn_then)
    return kept


def _tallied(lines: QuerySet[EliminationLine]) -> dict[tuple[int, int], tuple[int, int]]:
    """By class and year: how many lines, and how many of them were drawn."""
    by = ("file_class", "letter__entry__register_day__year")
    counted = (
        lines.order_by().values(*by).annotate(count=Count("pk"), kept=Count("pk", filter=Q(is_drawn=True)))
    )
    told = counted.values_list(*by, "count", "kept")
    return {(one, year): (count, kept) for one, year, count, kept in told}


def _lines_drawn() -> QuerySet[EliminationLine]:
    """Drawn on a list that has its visa: what stays."""
    return EliminationLine.objects.filter(is_drawn=True, listed__state__in=_LET_GO)


def _letters_in(one: FileClass) -> QuerySet[Letter]:
    mine = Q(filing__file_class=one) | Q(filing=None, nature__code__in=one.natures)
    return _read(Letter.objects.filter(mine))


def _read(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    return letters.select_related("entry__series__register", "entry__subject", "nature")


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

"""Scans that wait, as a clerk of the registry office sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext

from shubbak.desk.registry import scan_words as words
from shubbak.desk.registry.scan_forms import pages_words
from shubbak.desk.registry.shown import Mark
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import word
from shubbak.documents.rules import FileRefused, Refusal
from shubbak.documents.wording import refusal_words
from shubbak.registry.books.printing import printed_number
from shubbak.registry.models import ScanBatch, ScanPage, ScanPart


@dataclass(frozen=True)
class PartShown:
    """`face` is the page whose picture stands for the part; `places` are those that can be read large."""

    part: ScanPart
    face: ScanPage | None
    size: str
    came: str
    source: str
    marks: Sequence[Mark]
    pages: Sequence[tuple[ScanPage, int]]
    """Each with its number in the paper; 0 for one that is left out."""

    @property
    def places(self) -> range:
        return range(max((number for _, number in self.pages), default=1))


@dataclass(frozen=True)
class FailedShown:
    batch: ScanBatch
    came: str
    problem: str


def parts_shown(parts: Iterable[ScanPart], at: datetime) -> list[PartShown]:
    return [part_shown(part, at) for part in parts]


def part_shown(part: ScanPart, at: datetime) -> PartShown:
    pages = list(part.pages.all())
    written = [page for page in pages if page.kind == ScanPage.Kind.WRITTEN]
    return PartShown(
        part=part,
        face=written[0] if written else None,
        size=pages_words(len(written)) if written else "",
        came=tongue().moment(part.batch.came_at, at),
        source=word(words.SOURCES, part.batch.source),
        marks=_marks(part, len(pages) - len(written)),
        pages=[(page, written.index(page) + 1 if page in written else 0) for page in pages],
    )


def failed_shown(batches: Iterable[ScanBatch], at: datetime) -> list[FailedShown]:
    return [FailedShown(batch, tongue().moment(batch.came_at, at), _problem(batch)) for batch in batches]


def _marks(part: ScanPart, blanks: int) -> list[Mark]:
    marks = []
    if part.belongs is not None:
        said = gettext("belongs to %(number)s") % {"number": printed_number(part.belongs)}
        marks.append(Mark(said, "hold"))
    if blanks:
        said = ngettext("%(count)s blank page left out", "%(count)s blank pages left out", blanks)
        marks.append(Mark(said % {"count": blanks}, "hold"))
    if part.state == ScanPart.State.ASIDE:
        marks.append(Mark(pgettext("scan", "set aside"), "hold"))
    return marks


def _problem(batch: ScanBatch) -> str:
    facts: dict[str, Any] = dict(batch.facts)
    if batch.problem in words.PROBLEMS:
        return word(words.PROBLEMS, batch.problem)
    return refusal_words(FileRefused(Refusal(batch.problem), **facts))

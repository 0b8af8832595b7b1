"""Parts that were cut wrongly are joined, or split at a page: bound anew outside of the transaction."""

from collections.abc import Sequence
from datetime import datetime

from shubbak.documents.models import Document
from shubbak.documents.reading.child import Interrupted, Unreadable
from shubbak.people.models import Staff
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.scans.actions.parts import join_parts, split_part
from shubbak.registry.scans.models import ScanPage, ScanPart
from shubbak.registry.scans.opening import Places, bound
from shubbak.registry.scans.queries import part_after


def join_with_next(*, part: ScanPart, staff: Staff, at: datetime) -> None:
    """Make one part of this one and of the one after it in the tray.

    :raises RegistryRefused: ``nothing_after``, ``scan_settled``, ``scan_busy``.
    """
    following = part_after(part)
    if following is None:
        raise RegistryRefused("nothing_after")
    places = [(0, place) for place in range(_size(part))]
    places += [(1, place) for place in range(_size(following))]
    [content] = _bound([part, following], [places])
    join_parts(first=part, second=following, content=content, staff=staff, at=at)


def split_at(*, part: ScanPart, first: int, staff: Staff, at: datetime) -> ScanPart:
    """Have a new letter begin at a page, counted from 0; the new part.

    :raises RegistryRefused: ``no_such_page``, ``scan_settled``, ``scan_busy``.
    """
    size = _size(part)
    if not 0 < first < size:
        raise RegistryRefused("no_such_page")
    halves = [[(0, place) for place in range(first)], [(0, place) for place in range(first, size)]]
    before, after = _bound([part], halves)
    return split_part(part=part, first=first, contents=(before, after), staff=staff, at=at)


def _size(part: ScanPart) -> int:
    return part.pages.filter(kind=ScanPage.Kind.WRITTEN).count()


def _bound(parts: list[ScanPart], places: Sequence[Places]) -> list[bytes]:
    papers: list[Document] = [part.document for part in parts if part.document]
    if len(papers) < len(parts):
        raise RegistryRefused("scan_settled")
    try:
        return bound(papers, places)
    except (Unreadable, Interrupted):
        raise RegistryRefused("scan_busy") from None

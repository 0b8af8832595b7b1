"""What the halls share with the rooms above: who is called together next, before the public."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shubbak.foundation.localized import Localized


@dataclass(frozen=True)
class Gathering:
    """What the body holds next: its name, when and where it begins, and how many files it looks at."""

    title: Localized
    at: datetime
    place: Localized
    files: int


Gatherings = Callable[[Sequence[str], datetime], Gathering | None]
"""The next one of units (codes; none are all of them) after an instant."""
_SOURCES: list[Gatherings] = []


def shows_gatherings(source: Gatherings) -> Gatherings:
    """Register a room's sittings; the screens show the one that begins first."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


def next_gathering(units: Sequence[str], at: datetime) -> Gathering | None:
    """The first of all that the rooms above know of; none while no room does."""
    found = [gathering for source in _SOURCES if (gathering := source(units, at))]
    return min(found, key=lambda gathering: gathering.at, default=None)

"""When an announcement is shown, and which come first. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["news", "outage"]
AT_MOST = 2
"""Notices that the home page shows: a third would hide what people came for (design, §4)."""


class AnnouncementError(Exception):
    """A rule of this room says no; the text is for the log, the door finds the words."""


class PaletteUnreadable(AnnouncementError):
    """Some of the five colours cannot be read on each other."""


class PeriodOver(AnnouncementError):
    """What is announced ends before it begins, or is over already."""


@dataclass(frozen=True)
class Shown:
    """What the rules read of an announcement. `number` tells two apart."""

    number: int
    kind: Kind
    starts: datetime
    ends: datetime

    def is_shown(self, at: datetime) -> bool:
        """An outage is told ahead, as soon as it is written down, news from its beginning; until the end."""
        return at < self.ends and (self.kind == "outage" or self.starts <= at)


def first_of(announcements: Iterable[Shown], at: datetime) -> Sequence[int]:
    """Numbers of those for the home page: outages first, the next one before others; then the newest news."""
    shown = [one for one in announcements if one.is_shown(at)]
    outages = sorted((one for one in shown if one.kind == "outage"), key=lambda one: (one.starts, one.number))
    news = sorted((one for one in shown if one.kind == "news"), key=lambda one: one.starts, reverse=True)
    return [one.number for one in (*outages, *news)][:AT_MOST]


@dataclass(frozen=True)
class ScreenFacts:
    """What a screen shows: codes of `units` and `services`, none meaning all; its `languages` take turns."""

    code: str
    title: Mapping[str, str]
    units: Sequence[str]
    services: Sequence[str]
    languages: Sequence[str]

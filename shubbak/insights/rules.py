"""What is asked of an export, and why one may be refused. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from shubbak.journal.rules import Fact


class TooManyExports(Exception):
    """As many exports are under way as the body's machines are to carry at once."""


class TooManyRows(Exception):
    """A file of this kind does not hold so many rows."""


@dataclass(frozen=True)
class Asked:
    """What an export is of, as the journal keeps it.

    `facts` name the list and what narrows it. `private` is what may have to be forgotten: the reason, the
    words looked for.
    """

    facts: Mapping[str, Fact]
    private: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Wording:
    """How a table speaks: `headings` by the code of a column, `channels` by their name."""

    language: str
    zone: ZoneInfo
    country: str
    headings: Mapping[str, str]
    channels: Mapping[str, str]

    def here(self, instant: datetime | None) -> datetime | None:
        """An instant on the wall clock of the body."""
        return instant.astimezone(self.zone) if instant else None

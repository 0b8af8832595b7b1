"""Words of keeping: classes, years, how long a list may be, which letters a sample keeps. No Django."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from shubbak.foundation.localized import Localized

LONGEST_LIST = 500
"""Letters that one looks at in one list."""
MOST_YEARS = 100
WHOLE = 1000
SHARE = 100
"""Of a thousand letters so many are kept as a sample, unless a body sets another share."""


@dataclass(frozen=True)
class ClassFacts:
    """A class of the classification plan: its years at hand and in the intermediate archive, and its fate
    (keep, eliminate, sample). Letters of `natures`, by their codes, lie in it by themselves. Of a sample
    `share` letters of a thousand are kept.
    """

    code: str
    title: Localized
    current_years: int
    intermediate_years: int
    fate: str
    natures: Sequence[str] = ()
    share: int = SHARE


def kept_until(day: date, years: int) -> date:
    """The last day of keeping: years count from the end of the one in which a letter was entered."""
    return date(day.year + years, 12, 31)


def drawn(
    seed: str, ids: Collection[UUID], share: int, *, earlier: int = 0, kept: int = 0
) -> frozenset[UUID]:
    """Which of these letters a sample keeps: those with the smallest SHA-256 of seed, slash and id, as in
    `insights.sampling`. Of letters that were dealt with `earlier` so many are `kept`; rounded up over all of
    them, so that one is kept wherever there is one.
    """
    wanted = -(-share * (len(ids) + earlier) // WHOLE) - kept
    by_lot = sorted(ids, key=lambda one: sha256(f"{seed}/{one}".encode()).digest())
    return frozenset(by_lot[: max(0, wanted)])

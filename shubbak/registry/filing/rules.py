"""Words of keeping: classes, years, how long a list may be. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shubbak.foundation.localized import Localized

LONGEST_LIST = 500
"""Letters that one looks at in one list."""
MOST_YEARS = 100


@dataclass(frozen=True)
class ClassFacts:
    """A class of the classification plan: its years at hand and in the intermediate archive, and its fate
    (keep, eliminate, sample). Letters of `natures`, by their codes, lie in it by themselves.
    """

    code: str
    title: Localized
    current_years: int
    intermediate_years: int
    fate: str
    natures: Sequence[str] = ()


def kept_until(day: date, years: int) -> date:
    """The last day of keeping: years count from the end of the one in which a letter was entered."""
    return date(day.year + years, 12, 31)

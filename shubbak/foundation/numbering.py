"""Numbers of registers: how they are printed, and how people type them back."""

import re
import unicodedata

from shubbak.foundation.text.digits import to_western_digits

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_LONGEST = 9
_GROUP = re.compile(r"\d+")


def print_number(pattern: str, n: int, year: int) -> str:
    """The number as it stands in print: ``{n}/{year}`` gives ``1482/2026``, ``{n:05}`` pads with noughts."""
    return pattern.format(n=n, year=year)


def parse_number(typed: str) -> tuple[int, int | None] | None:
    """The number and, if it was typed, the year; None if this cannot be a number.

    Digits of any script, any separators and letters around are accepted; ``2026/1482`` is read as
    ``1482/2026``.
    """
    plain = "".join(c for c in to_western_digits(typed) if unicodedata.category(c) != "Cf")
    groups = _GROUP.findall(plain)
    if not 1 <= len(groups) <= 2 or any(len(group) > _LONGEST for group in groups):
        return None
    first, second = int(groups[0]), int(groups[1]) if len(groups) == 2 else None
    if second is None or _is_year(second):
        found = (first, second)
    else:
        found = (second, first) if _is_year(first) else (0, None)
    return found if found[0] > 0 else None


def _is_year(value: int) -> bool:
    return _FIRST_YEAR <= value <= _LAST_YEAR

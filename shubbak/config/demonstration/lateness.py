"""Who of the town does not pay, and what becomes of it. Pure: homes are named by their rank."""

from collections.abc import Iterator
from enum import StrEnum

IN_ARREARS = 4
"""The home of this rank never pays."""


class Fate(StrEnum):
    """How far it has gone with a home that keeps its last bills back."""

    OPEN = "open"
    TILL = "till"
    PLAN = "plan"
    CONTESTED = "contested"
    DUE = "due"
    REMINDED = "reminded"
    NOTICED = "noticed"
    ORDERED = "ordered"
    CUT = "cut"
    RESTORING = "restoring"
    RECONNECTED = "reconnected"


FIRST = {
    0: Fate.OPEN,
    1: Fate.TILL,
    2: Fate.CONTESTED,
    3: Fate.TILL,
    IN_ARREARS: Fate.NOTICED,
    5: Fate.REMINDED,
    6: Fate.ORDERED,
    7: Fate.CUT,
    8: Fate.RECONNECTED,
    9: Fate.RESTORING,
    10: Fate.PLAN,
    11: Fate.DUE,
}
"""Of the dozen of the first start: what a visitor finds."""
_LATER = (
    Fate.DUE,
    Fate.REMINDED,
    Fate.NOTICED,
    Fate.ORDERED,
    Fate.CUT,
    Fate.RESTORING,
    Fate.RECONNECTED,
    Fate.PLAN,
    Fate.CONTESTED,
)
_OF_EACH = 4
"""Of those who come after the dozen: a few in each step."""
_KEPT = {Fate.OPEN: 1, Fate.TILL: 1, Fate.PLAN: 1, Fate.CONTESTED: 1, Fate.DUE: 2}
_LONGEST = 3


def fates() -> Iterator[tuple[int, Fate]]:
    """Each home that keeps something back."""
    yield from FIRST.items()
    yield from ((len(FIRST) + place, _LATER[place // _OF_EACH]) for place in range(_OF_EACH * len(_LATER)))


def ranks_of(*wanted: Fate) -> list[int]:
    return [rank for rank, fate in fates() if fate in wanted]


def kept_back(months_ago: int) -> list[int]:
    """Who does not pay the bill of so many months before the last one."""
    return [rank for rank, fate in fates() if months_ago < _KEPT.get(fate, _LONGEST)]

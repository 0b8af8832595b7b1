"""What rooms above know of a contract and this one asks: since when it is cut."""

from collections.abc import Callable, Iterable
from datetime import date

CutsOf = Callable[[Iterable[int], date], dict[int, date]]
_asked: list[CutsOf] = []


def register_cuts(cuts: CutsOf) -> None:
    """`cuts(contract ids, day)` gives the day of the cut of each that is cut then."""
    if cuts not in _asked:
        _asked.append(cuts)


def cuts_on(contracts: Iterable[int], day: date) -> dict[int, date]:
    """Which of these contracts are cut, and since when."""
    asked = list(contracts)
    return {contract: since for cuts in _asked for contract, since in cuts(asked, day).items()}

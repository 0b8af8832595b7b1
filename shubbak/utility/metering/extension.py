"""What rooms above know and this one asks: since when a contract is cut, whether a reading is billed."""

from collections.abc import Callable, Iterable
from datetime import date

from shubbak.utility.metering.models import Reading

CutsOf = Callable[[Iterable[int], date], dict[int, date]]
Billed = Callable[[Reading], bool]
_asked: list[CutsOf] = []
_billing: list[Billed] = []


def register_cuts(cuts: CutsOf) -> None:
    """`cuts(contract ids, day)` gives the day of the cut of each that is cut then."""
    if cuts not in _asked:
        _asked.append(cuts)


def cuts_on(contracts: Iterable[int], day: date) -> dict[int, date]:
    """Which of these contracts are cut, and since when."""
    asked = list(contracts)
    return {contract: since for cuts in _asked for contract, since in cuts(asked, day).items()}


def register_billed(billed: Billed) -> None:
    """`billed(reading)`: whether a bill counts it, or is about to."""
    if billed not in _billing:
        _billing.append(billed)


def is_billed(reading: Reading) -> bool:
    return any(billed(reading) for billed in _billing)

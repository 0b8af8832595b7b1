"""The lines of a bill as they were written down, read back as the kernel reckoned them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shubbak.utility.tariffs.kernel import BandUse, Line, total_of


@dataclass(frozen=True, slots=True)
class Written:
    """A line, the tariff that asked it, and the days on which its prices held."""

    tariff: str
    first: date
    days: int
    line: Line


@dataclass(frozen=True, slots=True)
class Billed:
    """What a bill is about: a quantity in thousandths of the unit, its days, and the lines."""

    quantity: int
    days: int
    lines: tuple[Written, ...]

    @property
    def total(self) -> int:
        return total_of(written.line for written in self.lines)

    @property
    def daily(self) -> int:
        """Thousandths of the unit a day: litres, where the unit is a cubic metre."""
        return (2 * self.quantity + self.days) // (2 * self.days)


def read_lines(stored: Iterable[Mapping[str, Any]]) -> tuple[Written, ...]:
    """The lines of a bill from what it stored of them."""
    return tuple(
        Written(part["tariff"], date.fromisoformat(part["from"]), part["days"], _line(part))
        for part in stored
    )


def _line(part: Mapping[str, Any]) -> Line:
    whole_in: Sequence[int | None] | None = part["whole_in"]
    return Line(
        part["code"],
        part["amount"],
        part["vat"],
        part["vat_rate"],
        tuple(BandUse(**band) for band in part["bands"]),
        (whole_in[0] or 0, whole_in[1]) if whole_in else None,
    )

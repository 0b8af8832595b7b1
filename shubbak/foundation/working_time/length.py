"""How long a delay is: "10 working_days", "4 working_hours", and "-4 working_hours" for a warning before
the end.
"""

import re
from dataclasses import dataclass
from typing import Literal, get_args

Unit = Literal["calendar_days", "working_days", "hours", "working_hours"]
UNITS: tuple[Unit, ...] = get_args(Unit)
LONGEST = 10_000

_WRITTEN = re.compile(r"\s*([+-]?\d{1,6})\s+(calendar_day|working_day|hour|working_hour)s?\s*", re.ASCII)


class LengthError(ValueError):
    """A length that cannot be read: its message is one sentence in English."""


@dataclass(frozen=True, slots=True)
class Length:
    """A whole amount of one unit.

    `calendar_days` are days of the civil calendar, `working_days` days on which the body opens (a half-day
    is one),
    `hours` run day and night, `working_hours` only while the body is open.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise LengthError(f"A length counts one of {', '.join(UNITS)}, not {self.unit}.")
        if abs(self.amount) > LONGEST:
            raise LengthError(f"A length goes up to {LONGEST}, not {self.amount}.")

    @classmethod
    def parse(cls, text: str) -> "Length":
        """Read "10 working_days" or "1 hour"; raises LengthError."""
        written = _WRITTEN.fullmatch(text)
        if written is None:
            raise LengthError(f'A length looks like "10 working_days" ({", ".join(UNITS)}), not {text!r}.')
        return cls(int(written[1]), f"{written[2]}s")  # type: ignore[arg-type]

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"

    @property
    def counts_days(self) -> bool:
        """Whether it is counted in days, and so ends when the body closes."""
        return self.unit in ("calendar_days", "working_days")

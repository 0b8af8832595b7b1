"""What a meter has counted between two looks at it. Indexes and quantities are whole thousandths. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shubbak.foundation.money import apportion, divide_half_up

WHOLE = 1000


def begins_again_at(dials: int) -> int:
    """The index at which the wheels stand at nothing once more."""
    return WHOLE * int(10**dials)


def fits(index: int, dials: int) -> bool:
    """Whether the meter can show this index."""
    return 0 <= index < begins_again_at(dials)


def counted(before: int, after: int, dials: int) -> int:
    """What the wheels went forward; an index that is smaller than the one before has begun again."""
    return after - before if after >= before else begins_again_at(dials) - before + after


def moved_on(index: int, quantity: int, dials: int) -> int:
    """The index after so much."""
    return (index + quantity) % begins_again_at(dials)


@dataclass(frozen=True, slots=True)
class Span:
    """What was used from one day, included, to another, not included."""

    from_on: date
    to_on: date
    quantity: int
    estimated: bool = False

    @property
    def days(self) -> int:
        return (self.to_on - self.from_on).days

    @property
    def a_day(self) -> int:
        """What was used a day, in thousandths; what was used within a day was used in one."""
        return divide_half_up(self.quantity, max(self.days, 1))


def by_day(quantity: int, spans: Iterable[Span]) -> list[int]:
    """A quantity read at last, shared among the periods that were estimated, by their days."""
    return apportion(quantity, [span.days for span in spans])

"""How long the file of a closed case is kept. Pure: the rule of a pack and the calendar, no clock."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from shubbak.catalogue.spec import Retention


@dataclass(frozen=True)
class Keeping:
    """The file is kept to the end of `until`; `then` it goes to the archive, or is destroyed."""

    until: date
    then: str


def keeping_of(rule: Retention, closed_on: date) -> Keeping:
    """Until when a case closed on this day, with the result of the rule, is kept."""
    return Keeping(keep_until(closed_on, rule.keep), rule.then)


def keep_until(closed_on: date, keep: str) -> date:
    """The last day: `10 years` after 29 February 2024 is 28 February 2034, where the month is shorter."""
    number, unit = keep.split()
    months = int(number) * (12 if unit == "years" else 1)
    year, month = divmod(closed_on.year * 12 + closed_on.month - 1 + months, 12)
    return date(year, month + 1, min(closed_on.day, monthrange(year, month + 1)[1]))

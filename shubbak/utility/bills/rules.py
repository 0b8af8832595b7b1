"""Words of billing: runs, kinds of bills, what a draft may be stopped for. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SERIES = "bill"
PAYABLE = "bill"
"""The kind under which a bill is owed in the ledger."""
ONE_DAY = timedelta(days=1)


class Kind(StrEnum):
    """What a bill is: of a period as usual, the last one, the negative of one, what stands in its place."""

    ORDINARY = "ordinary"
    FINAL = "final"
    CANCELLING = "cancelling"
    RECTIFYING = "rectifying"


class Finding(StrEnum):
    """Why a draft waits for somebody to look at it."""

    NO_TERMS = "no_terms"
    NO_HOLDER = "no_holder"
    NO_PRICE = "no_price"
    NEGATIVE = "negative"
    BACKWARDS = "backwards"
    LARGE = "large"
    LONG = "long"


NEVER_ISSUED = frozenset({Finding.NO_TERMS, Finding.NO_HOLDER, Finding.NO_PRICE, Finding.BACKWARDS})
"""What cannot be cleared: there is nothing right to issue."""


class BillRefused(Exception):
    """A run or a bill does not allow this; `code` says why.

    Codes: ``not_computed``, ``not_approved``, ``already_issued``, ``same_person``, ``nothing_to_issue``,
    ``already_approved``, ``never`` (such a draft cannot be cleared), ``cancelled``, ``proposed``,
    ``as_it_is``, ``decided``, ``own_proposal``, ``reason``, ``due_before_issue``, ``no_price``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What a run bills: the period that its bills bear ("2026-10"), the sectors (none: all), and its days."""

    period: str
    issue_on: date
    due_on: date
    sectors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.due_on <= self.issue_on:
            raise BillRefused("due_before_issue")


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond what a draft waits for somebody: minor units by currency, and days. Settings of the agency."""

    large: int = 500_000
    long: int = 100


def bill_number(year: int, number: int) -> str:
    """As it is printed, and as banks carry it: ``2026-0000123``."""
    return f"{year}-{number:07d}"

"""Words of direct debit: mandates and how long they hold, what is collected, what a bank answers. Pure."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

LAPSES_AFTER_MONTHS = 36
"""A mandate under which nothing was asked for so long must be given up by the creditor: SEPA Core Direct
Debit Scheme Rulebook (EPC016-06), 4.1. Morocco's banks have no other term in writing."""
KEPT_MONTHS = 14
"""So long after its end, and after the last day on which something was collected, the number of an account is
kept: who never signed may ask their money back for 13 months (EPC016-06, 4.3; Directive (EU) 2015/2366, art.
71), and their bank needs some weeks to say so. Law 09-08, art. 3: no longer than that."""
SOURCE = "debit"
"""The source of payments that come by direct debit; their references are the names of debits."""


class DebitingRefused(Exception):
    """An act that direct debit does not allow; `code` names why.

    Codes of accounts ``length``, ``letters``, ``key``, ``bic``; of mandates ``no_such_payer``, ``name``,
    ``signed_later``, ``has_mandate``, ``ended_before``; of collections ``no_account`` (the body has not said
    which is its own), ``day`` (not after today, or no day of banks), ``nothing_due``, ``same_person``,
    ``not_waiting``, ``not_approved``, ``file_left``, ``not_sent``, ``other_file`` (a report is of none of
    ours, or names what is not in it).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Ending(StrEnum):
    """Why a mandate holds no more."""

    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    LAPSED = "lapsed"


class Fault(StrEnum):
    """Why something is not collected."""

    SETTLED = "settled"
    CANCELLED = "cancelled"
    CONTESTED = "contested"
    NOT_DUE = "not_due"
    CAME_BACK = "came_back"
    ENDED = "ended"
    LAPSED = "lapsed"


ENDED_BY = {
    "AC01": Ending.CLOSED,
    "AC04": Ending.CLOSED,
    "MD01": Ending.UNKNOWN,
    "MD07": Ending.CLOSED,
}
"""Reasons of banks (ISO 20022, ExternalReturnReason1Code) after which the mandate is worth nothing: a wrong
account, a closed one, no mandate, the debtor is dead."""


@dataclass(frozen=True)
class MandateFacts:
    """What somebody signed: their name at the bank, the account as it was typed, on which day."""

    payer: UUID
    name: str
    account: str
    signed_on: date
    bic: str = ""


@dataclass(frozen=True)
class Standing:
    """Something owed, and the mandate under which it would be collected, as both stand now."""

    left: int
    due_on: date
    is_cancelled: bool
    is_contested: bool
    came_back: bool
    is_ended: bool
    last_used: date


def fault_of(standing: Standing, on: date) -> Fault | None:
    """Why it is not collected on a day; None where it is."""
    tests = (
        (standing.is_cancelled, Fault.CANCELLED),
        (standing.left <= 0, Fault.SETTLED),
        (standing.is_contested, Fault.CONTESTED),
        (standing.due_on > on, Fault.NOT_DUE),
        (standing.came_back, Fault.CAME_BACK),
        (standing.is_ended, Fault.ENDED),
        (is_lapsed(standing.last_used, on), Fault.LAPSED),
    )
    return next((fault for is_so, fault in tests if is_so), None)


def is_lapsed(last_used: date, on: date) -> bool:
    """Whether nothing was asked under a mandate for too long; `last_used`, or signed if never."""
    return lapses_on(last_used) <= on


def lapses_on(last_used: date) -> date:
    """The day on which it is given up."""
    return _months_after(last_used, LAPSES_AFTER_MONTHS)


def may_go(ended_or_used: date, on: date) -> bool:
    """Whether nobody can ask back any more what was collected until a day."""
    return _months_after(ended_or_used, KEPT_MONTHS) <= on


def first_ones(mandates: Iterable[tuple[UUID, bool]]) -> list[bool]:
    """Of debits in order, which are the first of their mandate; each says whether it was used before."""
    seen: set[UUID] = set()
    first = []
    for mandate, was_used in mandates:
        first.append(not was_used and mandate not in seen)
        seen.add(mandate)
    return first


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

"""Words of the sale of tokens, and what a body may set. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

PAYABLE = "prepaid"
TENTH = 100
"""A token tells tenths of a unit; quantities are kept in thousandths."""
MOST_TENTHS = 18_201_624
OFFER_HOLDS = timedelta(days=1)
"""So long is an offer waiting for its payment."""
GIVE_UP_AFTER = timedelta(days=1)
"""A sale that no module could make into a token for so long becomes credit."""
_LONGEST_WAIT = timedelta(minutes=30)
_MONTHS_AT_MOST = 24


class VendingRefused(Exception):
    """What is asked cannot be sold; `code` says why.

    Codes: ``no_meter``, ``no_holder``, ``no_price``, ``no_module``, ``too_little`` (`least` would do),
    ``too_much``, ``key_reused`` (the same key came with another request), ``lent_before``,
    ``nothing_is_lent``, ``known_meter``, ``not_prepaid``, ``sale_pending``, ``keys_moved_on``, ``no_change``,
    ``no_token``, ``told_enough``, ``no_limit``, ``below`` (the last index that was read); of proposals
    ``same_person``, ``decided_before``, ``day_over``.
    """

    def __init__(self, code: str, least: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.least = least


class ModuleAway(Exception):
    """The module did not answer: nobody knows yet whether it made a token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What a body set for a commodity. Money in minor units; nothing is lent where `lent` is 0.

    `arrears_percent`: how much of each purchase goes to bills that were not paid.
    """

    least: int = 0
    most: int = 10_000_000
    arrears_percent: int = 0
    lent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What an amount of money buys.

    `amount`: what the lines add up to. `debts`: what of the money goes to a loan and to bills. `bought`: the
    quantity of the month so far, by which the bands were chosen.
    """

    period: str
    currency: str
    money: int
    amount: int
    debts: int
    quantity: int
    bought: int
    lines: list[dict[str, Any]]

    @property
    def total(self) -> int:
        return self.amount + self.debts


@dataclass(frozen=True, slots=True)
class Debts:
    """What a payer owes before units are bought: loans wholly, then of bills a share of the money."""

    lent: int = 0
    owed: int = 0
    percent: int = 0

    def taken(self, money: int) -> int:
        return min(money, self.lent + min(money * self.percent // 100, self.owed))


def least_for(amount: int, debts: Debts) -> int:
    """The least money of which, after the debts, so much is left: more money never leaves less."""
    short, enough = amount - 1, amount + debts.lent + debts.owed
    while enough - short > 1:
        middle = (short + enough) // 2
        if middle - debts.taken(middle) >= amount:
            enough = middle
        else:
            short = middle
    return enough


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def months_between(after: str, before: str) -> list[date]:
    """The first days of the months after one and before another, the last two years at most."""
    year, month = map(int, after.split("-"))
    found = []
    while (year, month) < (9999, 12):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if f"{year:04}-{month:02}" >= before:
            break
        found.append(date(year, month, 1))
    return found[-_MONTHS_AT_MOST:]


def month_before(day: date) -> str:
    return month_of(day.replace(day=1) - timedelta(days=1))


def try_again_at(tries: int, at: datetime) -> datetime:
    """A minute, two, four … half an hour."""
    return at + min(timedelta(minutes=2 ** min(tries, 10)), _LONGEST_WAIT)

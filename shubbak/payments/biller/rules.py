"""Words of banks that take payments for the body: business days, and their file of a day. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from shubbak.foundation import canonical
from shubbak.foundation.working_time.calendar import WorkCalendar

LIVE_KEYS = 2
"""A key and the one that takes its place: more than two lie about forgotten."""
AHEAD = timedelta(minutes=5)
"""So far ahead of ours the clock of a bank may be."""
MOST_ITEMS = 50
PAGE = 500
MOST_LINES = 20_000
PER_MINUTE = 6_000
UNKNOWN_PER_HOUR = 60
"""Usual limits of a bank: requests, and numbers that nobody has."""
LIMITS = ("cut_off", "per_minute", "unknown_per_hour")
"""Columns of a bank that two people alter."""


class BillerRefused(Exception):
    """What a bank asks is not done; `code` says why.

    Of messages ``replayed``, ``no_certificate``, ``too_many``, ``shut`` (too many unknown numbers); of
    payments ``unknown_contract``, ``unknown_payment``, ``other_body``, ``not_in_order``, ``future``,
    ``day_over``, ``goods_given`` (no token comes back); of files ``unreadable``, ``too_long``,
    ``sum_differs``, ``twice``, ``other_day``; of banks and keys ``known``, ``keys_enough``,
    ``no_such_key``, ``not_a_key``, ``not_a_name``, ``bank_waits``, ``same_person``,
    ``decided_before``, ``proposed_before``, ``nothing_changes``, ``not_shut``; of differences
    ``reason_missing``, ``settled_before``, ``referred_before``, ``no_service``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class PaymentAsked:
    """A payment that a bank took, under its own reference, for ever. `number`: of a contract, or a reference
    of ours; without items the oldest come first.
    """

    reference: str
    number: str
    amount: int
    currency: str
    channel: str
    paid_at: datetime
    items: tuple[tuple[str, int], ...] = ()

    def body(self) -> bytes:
        """The same for the same request, however its bytes were laid out."""
        items: list[canonical.Value] = [[reference, amount] for reference, amount in self.items]
        facts: list[canonical.Value] = [
            self.number,
            self.amount,
            self.currency,
            self.channel,
            self.paid_at.isoformat(),
            items,
        ]
        return canonical.encode(facts)


@dataclass(frozen=True)
class PurchaseAsked(PaymentAsked):
    """Money that a bank took for the credit of a meter; `number`: of the meter, or of its contract."""

    def body(self) -> bytes:
        return b"purchase\n" + super().body()


def business_day(calendar: WorkCalendar, cut_off: int, at: datetime) -> date:
    """The day for which a payment counts: from its cut-off on the next one that is worked."""
    day = calendar.local_day(at)
    if at.astimezone(calendar.zone).hour >= cut_off:
        day += timedelta(days=1)
    return calendar.next_worked(day)


class State(StrEnum):
    PAID = "paid"
    REVERSED = "reversed"


@dataclass(frozen=True)
class Ours:
    """A payment as we hold it."""

    amount: int
    currency: str
    state: State
    day: date


@dataclass(frozen=True)
class Theirs:
    """A payment as the bank's file tells it."""

    reference: str
    amount: int
    currency: str
    state: State


class Kind(StrEnum):
    """How a bank and the ledger differ."""

    ONLY_THEIRS = "only_theirs"
    ONLY_OURS = "only_ours"
    AMOUNT = "amount_differs"
    STATE = "state_differs"


@dataclass(frozen=True)
class Difference:
    """One payment about which the two differ; amounts in minor units, 0 where there is none."""

    kind: Kind
    reference: str
    ours: int
    theirs: int
    detail: str = ""


@dataclass(frozen=True)
class Differences:
    """All of one file, and how many of its lines are as we have them."""

    lines: int
    all: Sequence[Difference]

    @property
    def matched(self) -> int:
        return self.lines - sum(each.kind is not Kind.ONLY_OURS for each in self.all)


def compare(day: date, ours: Mapping[str, Ours], theirs: Sequence[Theirs]) -> Differences:
    """Where their file of a day and our payments differ.

    `ours` are those of the day, and those of other days that the file names. What both of us reversed, or one
    reversed and the other never had, is no difference.
    """
    named = {line.reference for line in theirs}
    found = [difference for line in theirs if (difference := _differs(day, ours.get(line.reference), line))]
    for reference, payment in ours.items():
        if reference not in named and payment.state is State.PAID and payment.day == day:
            found.append(Difference(Kind.ONLY_OURS, reference, payment.amount, 0))
    return Differences(len(theirs), found)


def _differs(day: date, ours: Ours | None, theirs: Theirs) -> Difference | None:
    if ours is None:
        is_nothing = theirs.state is State.REVERSED
        return None if is_nothing else Difference(Kind.ONLY_THEIRS, theirs.reference, 0, theirs.amount)
    told = (theirs.reference, ours.amount, theirs.amount)
    if (ours.amount, ours.currency) != (theirs.amount, theirs.currency):
        return Difference(Kind.AMOUNT, *told, detail=ours.currency)
    if ours.state is not theirs.state:
        return Difference(Kind.STATE, *told, detail=ours.state)
    if ours.day != day:
        return Difference(Kind.STATE, *told, detail=ours.day.isoformat())
    return None


def masked_name(name: str) -> str:
    """Enough to know oneself again, too little to learn who it is: `أمينة بناني` gives `أ••• ب•••`."""
    return " ".join(_masked(name))


def _masked(name: str) -> Iterator[str]:
    for word in name.split():
        yield f"{word[0]}•••"

"""A bill that is wrong is cancelled by its exact negative, and another may stand in its place."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.payments.ledger.actions import cancel_payable, take_numbers
from shubbak.payments.ledger.models import Payable
from shubbak.utility.bills.actions.telling import tell_ready
from shubbak.utility.bills.actions.writing import Dated, write_one
from shubbak.utility.bills.lines import lines_of, negated, sums_of
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.rules import ONE_DAY, PAYABLE, SERIES, BillRefused, Kind, bill_number
from shubbak.utility.subscriptions.models import Contract, Holding
from shubbak.utility.subscriptions.queries import holding_on, terms_on
from shubbak.utility.tariffs.quoting import quote_period
from shubbak.utility.tariffs.shelf import shelf
from shubbak.utility.tariffs.tariff import NoPrice


@dataclass(frozen=True)
class Counted:
    """What one bill is about: its days, both in it, and a quantity in thousandths; `readings` say how."""

    first: date
    last: date
    quantity: int
    readings: list[dict[str, Any]] = field(default_factory=list)
    estimated: bool = False


@action
def cancel_bill(*, bill: Bill, reason: str, on: date, actor: Actor, at: datetime) -> Bill:
    """Undo a bill by the exact negative of its lines. What was paid of it becomes its payer's credit.

    :raises BillRefused: ``reason``, ``cancelled``: already, or it is itself a cancellation.
    """
    if not reason.strip():
        raise BillRefused("reason")
    held = Holding.objects.select_for_update().get(pk=bill.holding_id)
    if bill.kind == Kind.CANCELLING or bill.corrections.filter(kind=Kind.CANCELLING).exists():
        raise BillRefused("cancelled")
    lines = negated(bill.lines)
    record(
        what="bills.cancelled",
        about=bill.number,
        actor=actor,
        at=at,
        facts={"total": bill.total},
        private={"reason": reason.strip()},
    )
    counted = Counted(bill.first, bill.last, -bill.quantity, bill.facts.get("readings", []), bill.estimated)
    payable = Payable.objects.filter(kind=PAYABLE, origin=bill.pk, cancelled_at=None).first()
    if payable:
        cancel_payable(payable_id=payable.pk, reason=reason, actor=actor, at=at, day=on)
    return _write(Kind.CANCELLING, held, bill.period, counted, lines, on, on, actor, at, corrects=bill)


@action
def rectify_bill(*, bill: Bill, counted: Counted, on: date, due_on: date, actor: Actor, at: datetime) -> Bill:
    """Put another bill in the place of one that was cancelled, of the quantity that is right.

    :raises BillRefused: ``not_cancelled``, ``cancelled`` if it was replaced before, ``no_price``.
    """
    held = Holding.objects.select_for_update().get(pk=bill.holding_id)
    if not bill.corrections.filter(kind=Kind.CANCELLING).exists():
        raise BillRefused("not_cancelled")
    if bill.corrections.filter(kind=Kind.RECTIFYING).exists():
        raise BillRefused("cancelled")
    lines = reckoned(bill.contract, counted)
    return _write(Kind.RECTIFYING, held, bill.period, counted, lines, on, due_on, actor, at, corrects=bill)


@action
def bill_at_the_end(
    *, contract: Contract, counted: Counted, on: date, due_on: date, actor: Actor, at: datetime
) -> Bill:
    """The final bill of a contract: what was used since the last bill of an index, less what was estimated
    since.

    :raises BillRefused: ``billed_before``, ``no_price``.
    """
    held = holding_on(contract, counted.last)
    if held is None or contract.bills.filter(kind=Kind.FINAL).standing().exists():
        raise BillRefused("billed_before")
    lines = reckoned(contract, counted) + advances(contract, counted)
    return _write(Kind.FINAL, held, f"{counted.last:%Y-%m}", counted, lines, on, due_on, actor, at)


def reckoned(contract: Contract, counted: Counted) -> list[dict[str, Any]]:
    """The lines of a quantity by the tariffs that the contract had on the last of the days.

    :raises BillRefused: ``no_price``.
    """
    terms, tariffs = terms_on(contract, counted.last), shelf()
    terms = terms or contract.terms.order_by("-starts").first()
    if terms is None or not set(terms.tariffs) <= set(tariffs):
        raise BillRefused("no_price")
    lines = []
    for code in terms.tariffs:
        try:
            quote = quote_period(
                tariffs[code], quantity=counted.quantity, first=counted.first, last=counted.last
            )
        except NoPrice as error:
            raise BillRefused("no_price") from error
        lines += lines_of(code, quote)
    return lines


def advances(contract: Contract, counted: Counted) -> list[dict[str, Any]]:
    """What estimated bills of these days have asked, to be taken off."""
    standing = contract.bills.standing().filter(estimated=True)
    counted_again = standing.filter(first__gte=counted.first, last__lte=counted.last)
    return [_advance(bill) for bill in counted_again.order_by("last")]


def _advance(bill: Bill) -> dict[str, Any]:
    return {
        "tariff": "",
        "code": "advance",
        "from": bill.first.isoformat(),
        "days": (bill.last - bill.first + ONE_DAY) // timedelta(days=1),
        "amount": bill.vat - bill.total,
        "vat": -bill.vat,
        "vat_rate": 0,
        "bands": [],
        "whole_in": None,
        "bill": bill.number,
    }


def _write(
    kind: Kind,
    held: Holding,
    period: str,
    counted: Counted,
    lines: list[dict[str, Any]],
    on: date,
    due_on: date,
    actor: Actor,
    at: datetime,
    corrects: Bill | None = None,
) -> Bill:
    total, vat = sums_of(lines)
    (serial,) = take_numbers(code=SERIES, year=on.year)
    number = bill_number(on.year, serial)
    dated = Dated(number, serial, on, due_on)
    row = {
        "bill": uuid4(),
        "kind": kind.value,
        "period": period,
        "contract": held.contract_id,
        "holding": held.pk,
        "first": counted.first,
        "last": counted.last,
        "issued_on": on,
        "due_on": due_on,
        "quantity": counted.quantity,
        "estimated": counted.estimated,
        "total": total,
        "vat": vat,
        "lines": json.dumps(lines),
        "facts": json.dumps({"readings": counted.readings}),
        "corrects": corrects.pk if corrects else None,
    }
    bill = write_one(row=row, dated=dated, actor=actor, at=at)
    if kind != Kind.CANCELLING:
        tell_ready(bill=bill, at=at)
    return bill

"""One bill, reckoned by the tariffs of its contract and written."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from shubbak.journal.rules import Actor
from shubbak.payments.ledger.actions import take_numbers
from shubbak.utility.bills.actions.telling import tell_ready
from shubbak.utility.bills.actions.writing import Dated, write_one
from shubbak.utility.bills.lines import ADVANCE, lines_of, sums_of
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.rules import ONE_DAY, SERIES, BillRefused, Kind, bill_number
from shubbak.utility.subscriptions.models import Contract, Holding
from shubbak.utility.subscriptions.queries import terms_on
from shubbak.utility.tariffs.quoting import quote_period
from shubbak.utility.tariffs.shelf import shelf
from shubbak.utility.tariffs.tariff import NoPrice


@dataclass(frozen=True)
class Counted:
    """What one bill is about: its days, both in it, and a quantity in thousandths; `readings` say how,
    `told` what else its page says in words.
    """

    first: date
    last: date
    quantity: int
    readings: list[dict[str, Any]] = field(default_factory=list)
    estimated: bool = False
    told: dict[str, Any] = field(default_factory=dict)


def reckoned(contract: Contract, counted: Counted, codes: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The lines of a quantity by the tariffs that the contract had on the last of the days, or by others.

    :raises BillRefused: ``no_price``.
    """
    terms, tariffs = terms_on(contract, counted.last), shelf()
    terms = terms or contract.terms.order_by("-starts").first()
    codes = codes or (terms.tariffs if terms else ())
    if not codes or not set(codes) <= set(tariffs):
        raise BillRefused("no_price")
    lines = []
    for code in codes:
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
        "code": ADVANCE,
        "from": bill.first.isoformat(),
        "days": (bill.last - bill.first + ONE_DAY) // timedelta(days=1),
        "amount": bill.vat - bill.total,
        "vat": -bill.vat,
        "vat_rate": 0,
        "bands": [],
        "whole_in": None,
        "bill": bill.number,
    }


def write_bill(
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
        "facts": json.dumps({"readings": counted.readings, **counted.told}),
        "corrects": corrects.pk if corrects else None,
    }
    bill = write_one(row=row, dated=dated, actor=actor, at=at)
    if kind != Kind.CANCELLING:
        tell_ready(bill=bill, at=at)
    return bill

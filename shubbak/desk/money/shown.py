"""Differences, alarms and requests as the desk shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from shubbak.desk.cashier.shown import Row, money
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import Words as WordsOf
from shubbak.desk.words import word
from shubbak.payments.ledger.models import Request
from shubbak.payments.online.models import AlarmClosing, DayDifference, Order
from shubbak.payments.reconciling.models import Difference
from shubbak.people.models import Staff

KINDS: WordsOf = {
    "missing_here": _("Money came, and nobody knows what for"),
    "missing_there": _("Paid here, and the bank does not show it"),
    "amount": _("The amounts differ"),
    "sum": _("The statement does not add up"),
    "ours_alone": _("Paid here, and not in the gateway’s file"),
    "theirs_alone": _("In the gateway’s file, and not paid here"),
    "twice": _("Twice in the gateway’s files"),
}
ALARMS: WordsOf = {
    "amount": _("The gateway speaks of another amount"),
    "paid_again": _("The gateway speaks of a second payment"),
    "not_there": _("The gateway says that the money is not there"),
}
WAYS: WordsOf = {
    "explained": _("Nothing moves: it is explained"),
    "reversed": _("The money is not there: take the payment back"),
    "received": _("The gateway took another amount: receive it"),
}
REQUESTS: WordsOf = {"refund": _("Refund"), "write_off": _("Debt to give up")}


@dataclass(frozen=True)
class Line:
    """One thing that needs somebody."""

    pk: object
    title: str | Promise
    amount: str
    number: str
    note: str = ""


def difference_line(found: Difference) -> Line:
    shown = money(found.theirs or found.ours, found.currency)
    note = found.line.text[:80] if found.line else ""
    number = found.file_number or (found.payment.reference[:40] if found.payment else "")
    return Line(found.pk, word(KINDS, found.kind), shown, number, note)


def day_line(found: DayDifference, currency: str) -> Line:
    amount = money(found.theirs or found.ours, currency)
    number = found.file_number or found.oid
    return Line(found.pk, word(KINDS, found.kind), amount, number, tongue().short_day(found.file.day))


def alarm_line(order: Order) -> Line:
    return Line(order.pk, word(ALARMS, order.alarm), money(order.amount, order.currency), order.oid)


def closing_line(closing: AlarmClosing) -> Line:
    order = closing.order
    return Line(
        closing.pk,
        word(WAYS, closing.way),
        money(order.amount, order.currency),
        order.oid,
        closing.reason,
    )


def request_line(request: Request) -> Line:
    amount = money(request.amount, request.payer.currency)
    number = request.payable.reference if request.payable else ""
    return Line(request.pk, word(REQUESTS, request.kind), amount, number, request.reason)


def difference_rows(found: Difference) -> Sequence[Row]:
    """What the bank says, and what we hold."""
    currency, line = found.currency, found.line
    rows = [
        Row(gettext("Bank account"), found.statement.account.iban),
        Row(gettext("The bank says"), money(found.theirs, currency)),
        Row(gettext("We hold"), money(found.ours, currency)),
    ]
    if line:
        if line.booked:
            rows.append(Row(gettext("Day at the bank"), tongue().long_day(line.booked)))
        told = [line.reference, line.end_to_end_id, line.text]
        rows += [Row(gettext("Its words"), words) for words in told if words and words != "NOTPROVIDED"]
    if found.payment:
        rows.append(
            Row(pgettext("difference", "Payment"), f"{found.payment.source} {found.payment.reference}")
        )
    return rows


def may_match(found: Difference) -> bool:
    """Money came that nobody knows."""
    return found.line is not None and found.line.state == "unknown"


def alarm_rows(order: Order) -> Sequence[Row]:
    rows = [
        Row(gettext("Order"), order.oid),
        Row(gettext("Amount of the order"), money(order.amount, order.currency)),
        Row(pgettext("order", "Begun"), _moment(order.made_at)),
    ]
    if order.reason:
        told = money(int(order.reason), order.currency) if order.reason.isdecimal() else order.reason
        rows.append(Row(gettext("What the gateway said"), told))
    rows += [
        Row(gettext("Bill"), money(line.amount, order.currency), line.payable.reference)
        for line in order.lines.select_related("payable")
    ]
    return rows


def _moment(at: datetime) -> str:
    return gettext("%(day)s, %(time)s") % {"day": tongue().day(at), "time": tongue().hour(at)}


def staff_name(actor_id: str) -> str:
    """Of whoever did something, as the ledger names them."""
    found = Staff.objects.filter(pk=actor_id).first() if actor_id.isdecimal() else None
    return tongue().name(found) or actor_id


def request_rows(request: Request) -> Sequence[Row]:
    rows = [
        Row(word(REQUESTS, request.kind), money(request.amount, request.payer.currency)),
        Row(gettext("Asked by"), staff_name(request.asked_by)),
        Row(gettext("Reason"), request.reason),
    ]
    if request.payable:
        rows.append(Row(gettext("Reference to pay"), request.payable.reference))
    return rows

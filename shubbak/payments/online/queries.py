"""Reads of orders; whoever asks has a link, or is of the staff."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet, Sum

from shubbak.payments.ledger.models import Payable, Transfer
from shubbak.payments.online.links import order_of, payables_of
from shubbak.payments.online.models import AlarmClosing, DayDifference, Order, OrderLine
from shubbak.payments.online.rules import TYPING


def payables_by_link(token: str) -> list[Payable]:
    """The payables that a link opens, open or not, the first due first; none for a link that is not ours."""
    return list(Payable.objects.filter(pk__in=payables_of(token)).order_by("due_on", "pk"))


def order_by_link(token: str) -> Order | None:
    order_id = order_of(token)
    return Order.objects.select_related("payment").filter(pk=order_id).first() if order_id else None


def lines_of(order: Order) -> list[OrderLine]:
    return list(order.lines.select_related("payable"))


def kept_as_credit(order: Order) -> int:
    """What nothing was owed for any more when the payment came."""
    kinds = [Transfer.Kind.OVERPAID]
    found = Transfer.objects.filter(payment=order.payment_id, kind__in=kinds) if order.payment_id else None
    return int(found.aggregate(sum=Sum("amount"))["sum"] or 0) if found is not None else 0


def being_checked(payables: Sequence[UUID], at: datetime) -> bool:
    """Whether somebody came back from the gateway with a payment of one of these that nobody knows yet."""
    unknown = Order.objects.filter(lines__payable__in=payables, state=Order.State.UNKNOWN)
    waiting = Order.objects.filter(
        lines__payable__in=payables, state=Order.State.WAITING, returned_at__gt=at - TYPING
    )
    return unknown.exists() or waiting.exists()


def orders_with_alarm() -> QuerySet[Order]:
    """What a person has to look at, the newest first."""
    return Order.objects.exclude(alarm="").order_by("-made_at")


def closings_to_decide() -> QuerySet[AlarmClosing]:
    """What waits for a second person, the oldest first."""
    return AlarmClosing.objects.filter(decided_at=None).select_related("order")


def day_difference_of_file(number: str) -> DayDifference | None:
    """The one about which a file was opened."""
    return DayDifference.objects.filter(file_number=number).first()


def differences_open() -> QuerySet[DayDifference]:
    """What no file has mended since, and nobody has settled."""
    found = DayDifference.objects.filter(mended=False, settled_at=None)
    return found.select_related("file").order_by("-file__day", "id")

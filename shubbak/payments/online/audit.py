"""Sentences about what is wrong with the orders of the current agency; nothing, if all is well."""

from collections.abc import Iterator

from shubbak.payments.ledger.models import Payment
from shubbak.payments.online.models import AlarmClosing, Order


def problems() -> Iterator[str]:
    """A paid order is one payment of its own; nobody granted alone that money moves."""
    for order in Order.objects.filter(payment__isnull=False).select_related("payment"):
        payment = order.payment
        if payment and (payment.reference, payment.source) != (order.oid, f"gateway:{order.gateway}"):
            yield f"order {order.oid} has the payment {payment.reference} of {payment.source}"
    for payment in Payment.objects.filter(source__startswith="gateway:", order=None):
        yield f"payment {payment.reference} of {payment.source} has no order"
    moving = AlarmClosing.objects.exclude(way=AlarmClosing.Way.EXPLAINED).select_related("order__payment")
    for closing in moving.filter(is_granted=True, way=AlarmClosing.Way.REVERSED):
        if closing.order.payment and not closing.order.payment.reversed_at:
            yield f"the payment of order {closing.order.oid} was to be taken back and stands"

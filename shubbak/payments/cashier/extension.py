"""Where rooms above say what duty a payment in cash of their payables bears."""

from collections.abc import Callable

from shubbak.payments.ledger.models import Payable, Plan
from shubbak.payments.ledger.rules import INSTALMENT

DutyOf = Callable[[Payable, int], int]
"""The stamp duty on an amount that is paid in cash for a payable, in minor units."""

_duties: dict[str, DutyOf] = {}


def register_duty(kind: str, duty_of: DutyOf) -> None:
    """Payables of this kind bear a duty when they are paid in cash."""
    _duties[kind] = duty_of


def duty_on(payable: Payable, amount: int) -> int:
    """An instalment bears what the payable bears that it is a part of."""
    if payable.kind == INSTALMENT:
        plan = Plan.objects.select_related("payable").filter(pk=payable.origin).first()
        payable = plan.payable if plan else payable
    duty_of = _duties.get(payable.kind)
    return duty_of(payable, amount) if duty_of else 0

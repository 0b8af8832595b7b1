"""A bank sent the debit of a bill back, or what had paid it or a part of it: its holder is told."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from shubbak.journal.rules import Actor
from shubbak.payments.debiting.extension import register_returned
from shubbak.payments.debiting.models import Debit
from shubbak.payments.ledger.extension import register_settled, register_taken_back
from shubbak.payments.ledger.models import Payable, Payment
from shubbak.payments.ledger.queries import plan_of
from shubbak.payments.ledger.rules import INSTALMENT
from shubbak.utility.bills.actions.telling import tell_debit_back, tell_instalment_back, tell_payment_back
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.rules import PAYABLE


def _returned(debit: Debit, actor: Actor, at: datetime) -> None:
    bill = _bill_of(debit.payable)
    if bill is not None:
        tell_debit_back(bill=bill, at=at)
    elif debit.payment is None:  # else the ledger says it
        _taken_back(debit.payable, False, actor, at)


def _taken_back(instalment: Payable, settled: bool, actor: Actor, at: datetime) -> None:  # noqa: ARG001  the shape of a callback
    """A cheque, a debit, a card: whatever had paid it."""
    plan = None if settled else plan_of(instalment)
    bill = _bill_of(plan.payable) if plan else None
    if bill is not None:
        tell_instalment_back(bill=bill, instalment=instalment.pk, at=at)


def _payment_back(payment: Payment, owed: Sequence[Payable], reason: str, at: datetime) -> None:
    """A cheque, a card: each holder once, of all bills that it had paid. Of debits `_returned` tells."""
    if payment.channel == "debit":
        return
    keys = [payable.origin for payable in owed if payable.kind == PAYABLE]
    bills = Bill.objects.filter(pk__in=keys).select_related("holding__person").order_by("number")
    by_person: dict[UUID, list[Bill]] = defaultdict(list)
    for bill in bills:
        by_person[bill.holding.person_id].append(bill)
    for told in by_person.values():
        tell_payment_back(bills=told, reason=reason, at=at)


def _bill_of(payable: Payable) -> Bill | None:
    if payable.kind != PAYABLE:
        return None
    return Bill.objects.select_related("holding__person").filter(pk=payable.origin).first()


register_returned(_returned)
register_taken_back(_payment_back)
register_settled(INSTALMENT, _taken_back)

"""A bank sent the debit of a bill back, or what had paid an instalment was taken back: its holder is told."""

from datetime import datetime

from shubbak.journal.rules import Actor
from shubbak.payments.debiting.extension import register_returned
from shubbak.payments.debiting.models import Debit
from shubbak.payments.ledger.extension import register_settled
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import plan_of
from shubbak.payments.ledger.rules import INSTALMENT
from shubbak.utility.bills.actions.telling import tell_debit_back, tell_instalment_back
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


def _bill_of(payable: Payable) -> Bill | None:
    if payable.kind != PAYABLE:
        return None
    return Bill.objects.select_related("holding__person").filter(pk=payable.origin).first()


register_returned(_returned)
register_settled(INSTALMENT, _taken_back)

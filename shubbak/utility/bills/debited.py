"""A bank sent the direct debit of a bill back: its holder is told."""

from datetime import datetime

from shubbak.journal.rules import Actor
from shubbak.payments.debiting.extension import register_returned
from shubbak.payments.debiting.models import Debit
from shubbak.utility.bills.actions.telling import tell_debit_back
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.rules import PAYABLE


def _returned(debit: Debit, actor: Actor, at: datetime) -> None:  # noqa: ARG001  whoever took the statement in
    of_bill = debit.payable.kind == PAYABLE
    bill = Bill.objects.select_related("holding__person").filter(pk=debit.payable.origin).first()
    if of_bill and bill is not None:
        tell_debit_back(bill=bill, at=at)


register_returned(_returned)

"""What a payer has paid too much, laid on what they owe."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions.book import (
    Moment,
    accounts_of,
    lock_payables,
    lock_payers,
    moved,
    pay,
    write,
)
from shubbak.payments.ledger.extension import tell_settled
from shubbak.payments.ledger.models import Account, Transfer
from shubbak.payments.ledger.queries import open_payables
from shubbak.payments.ledger.rules import in_order

_DUES = Account.Kind.DUES


@action
def use_credit(
    *, payer: UUID, actor: Actor, at: datetime, day: date, payables: Sequence[UUID] | None = None
) -> int:
    """Lay a payer's credit on what they owe and pay for, by the day it is due; how much was used.

    `payables`: on these alone, in their order.

    :raises LedgerRefused: ``no_such_payer``.
    """
    lock_payers([payer])
    owed = list(open_payables(payer).values_list("pk", flat=True))
    order = owed if payables is None else [key for key in payables if key in owed]
    locked = lock_payables(order)
    accounts = accounts_of([payer, *(payable.payer_id for payable in locked.values())])
    credit = accounts[payer, Account.Kind.CREDIT]
    laid = in_order(credit.balance or 0, [(key, locked[key].left) for key in order])
    amounts = [(locked[key], amount) for key, amount in laid]
    if not amounts:
        return 0
    pay(amounts)
    moment = Moment(at, day)
    write(
        [
            moved(
                Transfer.Kind.USED, credit, accounts[payable.payer_id, _DUES], amount, moment, payable=payable
            )
            for payable, amount in amounts
        ]
    )
    for payable, amount in amounts:
        told: dict[str, Fact] = {"amount": amount, "currency": payable.currency}
        record(what="payments.credit_used", about=payable.reference, actor=actor, at=at, facts=told)
        if payable.is_settled:
            tell_settled(payable, True, actor, at)
    return sum(amount for _, amount in amounts)

"""Credit that no payment made: what was asked too much, given back."""

from datetime import date, datetime
from uuid import UUID

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions.book import Moment, accounts_of, body_account, lock_payers, moved, write
from shubbak.payments.ledger.models import Account, Transfer
from shubbak.payments.ledger.rules import LedgerRefused


@action
def grant_credit(
    *, payer: UUID, amount: int, about: str, actor: Actor, at: datetime, day: date, income: str = "revenue"
) -> None:
    """Give a payer credit out of an account of the body: a bill that is less than nothing, an allowance.

    :raises LedgerRefused: ``nothing``, ``no_such_payer``.
    """
    if amount <= 0:
        raise LedgerRefused("nothing")
    lock_payers([payer])
    credit = accounts_of([payer])[payer, Account.Kind.CREDIT]
    source = body_account(income, credit.currency)
    write([moved(Transfer.Kind.RETURNED, source, credit, amount, Moment(at, day))])
    told: dict[str, Fact] = {"amount": amount, "currency": credit.currency}
    record(what="payments.credit_granted", about=about, actor=actor, at=at, facts=told)

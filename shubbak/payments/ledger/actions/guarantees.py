"""The deposit of whoever holds a contract: kept while it runs, given back when it ends."""

from datetime import date, datetime
from uuid import UUID

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions.book import Moment, accounts_of, body_account, lock_payers, moved, write
from shubbak.payments.ledger.models import Account, Transfer
from shubbak.payments.ledger.rules import LedgerRefused

ADVANCES = "advances"
"""The account of the body in which deposits lie that were paid before there was a contract."""


@action
def keep_guarantee(
    *, payer: UUID, amount: int, about: str, actor: Actor, at: datetime, day: date, source: str = ADVANCES
) -> None:
    """Keep an amount that the body has already as the deposit of a payer.

    :raises LedgerRefused: ``nothing``, ``no_such_payer``.
    """
    if amount <= 0:
        raise LedgerRefused("nothing")
    lock_payers([payer])
    kept = accounts_of([payer])[payer, Account.Kind.GUARANTEE]
    lies_in = body_account(source, kept.currency)
    write([moved(Transfer.Kind.MOVED, lies_in, kept, amount, Moment(at, day))])
    told: dict[str, Fact] = {"amount": amount, "currency": kept.currency}
    record(what="payments.guarantee_kept", about=about, actor=actor, at=at, facts=told)


@action
def release_guarantee(*, payer: UUID, about: str, actor: Actor, at: datetime, day: date) -> int:
    """The deposit becomes credit: laid on what is owed, or paid back. Gives how much it was.

    :raises LedgerRefused: ``nothing``, ``no_such_payer``.
    """
    lock_payers([payer])
    accounts = accounts_of([payer])
    kept, credit = accounts[payer, Account.Kind.GUARANTEE], accounts[payer, Account.Kind.CREDIT]
    amount = kept.balance or 0
    if not amount:
        raise LedgerRefused("nothing")
    write([moved(Transfer.Kind.MOVED, kept, credit, amount, Moment(at, day))])
    told: dict[str, Fact] = {"amount": amount, "currency": kept.currency}
    record(what="payments.guarantee_released", about=about, actor=actor, at=at, facts=told)
    return amount

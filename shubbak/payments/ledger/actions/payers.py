"""Opening the accounts of whoever owes."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions.book import Moment, accounts_of, body_account, moved, write
from shubbak.payments.ledger.models import Account, Payer, Transfer
from shubbak.payments.ledger.rules import LedgerRefused

TAKEN_OVER = "taken_over"
"""The account of the body in which deposits lie that another body held and hands over."""
KINDS = (Account.Kind.DUES, Account.Kind.CREDIT, Account.Kind.GUARANTEE)


@action
def open_payer(*, currency: str, actor: Actor, at: datetime, payer: UUID | None = None) -> Payer:
    """Open a payer with accounts of every kind. `payer`: its id, where it is known before."""
    opened = Payer.objects.create(id=payer or uuid4(), currency=currency, opened_at=at)
    Account.objects.bulk_create(_accounts(opened))
    record(
        what="payments.payer_opened",
        about=f"payer:{opened.pk}",
        actor=actor,
        at=at,
        facts={"currency": currency},
    )
    return opened


@action
def open_payers(
    *, guarantees: Mapping[UUID, int], currency: str, about: str, actor: Actor, moment: Moment
) -> None:
    """Open many payers at once, by their ids, and keep the deposit of each that another body hands over (0:
    none). One line of the journal is written for all; `about` names whence they come.
    """
    opened = [Payer(id=key, currency=currency, opened_at=moment.at) for key in guarantees]
    Payer.objects.bulk_create(opened)
    Account.objects.bulk_create(account for payer in opened for account in _accounts(payer))
    kept = {key: amount for key, amount in guarantees.items() if amount}
    if kept:
        accounts, lies_in = accounts_of(kept), body_account(TAKEN_OVER, currency)
        write(
            [
                moved(Transfer.Kind.MOVED, lies_in, accounts[key, Account.Kind.GUARANTEE], amount, moment)
                for key, amount in kept.items()
            ]
        )
    told: dict[str, Fact] = {"payers": len(opened), "deposits": sum(kept.values()), "currency": currency}
    record(what="payments.payers_opened", about=about, actor=actor, at=moment.at, facts=told)


@action
def pay_for(*, payer: UUID, by: UUID | None, actor: Actor, at: datetime) -> None:
    """What a payer owes is paid by another together with the rest of theirs; None: by itself again.

    :raises LedgerRefused: ``no_such_payer``, ``other_currency``, ``in_a_row``: who pays for others is paid
    for by nobody.
    """
    found = {each.pk: each for each in Payer.objects.select_for_update().filter(pk__in=[payer, by or payer])}
    if payer not in found or (by and by not in found):
        raise LedgerRefused("no_such_payer")
    paid = found[payer]
    if by and found[by].currency != paid.currency:
        raise LedgerRefused("other_currency")
    if by and (by == payer or found[by].paid_by_id or paid.pays_for.exists()):
        raise LedgerRefused("in_a_row")
    paid.paid_by_id = by
    paid.save(update_fields=["paid_by"])
    facts = {"by": f"payer:{by}" if by else ""}
    record(what="payments.paid_together", about=f"payer:{payer}", actor=actor, at=at, facts=facts)


def _accounts(payer: Payer) -> list[Account]:
    return [
        Account(kind=kind, code=f"{kind}:{payer.pk}", payer=payer, currency=payer.currency, balance=0)
        for kind in KINDS
    ]

"""Opening the accounts of whoever owes."""

from datetime import datetime
from uuid import UUID, uuid4

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.payments.ledger.models import Account, Payer
from shubbak.payments.ledger.rules import LedgerRefused

KINDS = (Account.Kind.DUES, Account.Kind.CREDIT, Account.Kind.GUARANTEE)


@action
def open_payer(*, currency: str, actor: Actor, at: datetime, payer: UUID | None = None) -> Payer:
    """Open a payer with accounts of every kind. `payer`: its id, where it is known before."""
    opened = Payer.objects.create(id=payer or uuid4(), currency=currency, opened_at=at)
    Account.objects.bulk_create(
        Account(kind=kind, code=f"{kind}:{opened.pk}", payer=opened, currency=currency, balance=0)
        for kind in KINDS
    )
    record(
        what="payments.payer_opened",
        about=f"payer:{opened.pk}",
        actor=actor,
        at=at,
        facts={"currency": currency},
    )
    return opened


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

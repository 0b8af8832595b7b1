"""Opening the accounts of whoever owes."""

from datetime import datetime
from uuid import UUID, uuid4

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.payments.ledger.models import Account, Payer

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

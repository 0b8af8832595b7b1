"""A sale that makes no token: nobody paid it, or nobody can make its token."""

from datetime import datetime
from uuid import UUID

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions import cancel_payable
from shubbak.payments.ledger.models import Payable, Payer
from shubbak.utility.prepaid.vending.actions.telling import FAILED, tell
from shubbak.utility.prepaid.vending.models import Sale


@action
def withdraw_sale(*, sale_id: UUID, actor: Actor, at: datetime) -> Sale:
    """Nobody paid it, and another is asked for; what was paid of it is credit. A paid one stays."""
    sale = locked(sale_id)
    if sale.state != Sale.State.ASKED:
        return sale
    _end(sale, Sale.State.WITHDRAWN, "", actor, at)
    record(what="vending.withdrawn", about=sale.payable.reference, actor=actor, at=at)
    return sale


@action
def fail_sale(*, sale_id: UUID, reason: str, actor: Actor, at: datetime) -> Sale:
    """No module makes this token: what was paid is the payer's credit, and its holder is told.

    A token that a module made and nobody was shown is worth nothing to anybody.
    """
    sale = locked(sale_id)
    if sale.state != Sale.State.PAID:
        return sale
    _end(sale, Sale.State.FAILED, reason, actor, at)
    facts: dict[str, Fact] = {"reason": reason, "amount": sale.payable.amount}
    record(what="vending.failed", about=sale.payable.reference, actor=actor, at=at, facts=facts)
    tell(sale, FAILED, at)
    return sale


def locked(sale_id: UUID) -> Sale:
    """A sale held, after its payer and its payable: in the order of the ledger."""
    payer, payable = Sale.objects.values_list("payer", "payable").get(pk=sale_id)
    Payer.objects.select_for_update(no_key=True).get(pk=payer)
    Payable.objects.select_for_update(no_key=True).get(pk=payable)
    sales = Sale.objects.select_related("payable", "meter__meter", "contract", "keys__meter")
    found: Sale = sales.select_for_update(of=("self",)).get(pk=sale_id)
    return found


def _end(sale: Sale, state: Sale.State, reason: str, actor: Actor, at: datetime) -> None:
    sale.state, sale.reason, sale.ended_at, sale.try_at = state, reason[:40], at, None
    sale.save(update_fields=["state", "reason", "ended_at", "try_at"])
    day = in_its_zone(at).date()
    cancel_payable(payable_id=sale.payable_id, reason=reason, actor=actor, at=at, day=day)

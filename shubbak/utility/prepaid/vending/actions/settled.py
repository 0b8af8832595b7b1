"""What the ledger tells of payables of this room, in its own transaction."""

from datetime import datetime
from functools import partial

from django.db import transaction

from shubbak.agencies.queries import current_agency
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.notifications.periodic import ask_for_turn
from shubbak.payments.ledger.extension import register_settled
from shubbak.payments.ledger.models import Payable
from shubbak.payments.online.extension import register_whole
from shubbak.utility.prepaid.vending.models import Sale
from shubbak.utility.prepaid.vending.rules import PAYABLE

RESUME = "vending.resume_sales"


@action
def note_settled(payable: Payable, is_settled: bool, actor: Actor, at: datetime) -> None:
    """A sale is paid, to be vended after the commit; a loan is paid back; or a payment was taken back.

    What was vended stays vended: it is owed, and the next purchase pays it first.
    """
    sale = Sale.objects.select_for_update().filter(payable=payable).first()
    if sale is None or sale.state in {Sale.State.FAILED, Sale.State.WITHDRAWN}:
        return
    if is_settled:
        _paid(sale, payable, actor, at)
    elif sale.state == Sale.State.PAID and sale.kind == Sale.Kind.PURCHASE:
        sale.state, sale.paid_at, sale.try_at = Sale.State.ASKED, None, None
        sale.save(update_fields=["state", "paid_at", "try_at"])
        record(what="vending.unpaid", about=payable.reference, actor=actor, at=at)
    else:
        record(what="vending.owed_again", about=payable.reference, actor=actor, at=at)


def _paid(sale: Sale, payable: Payable, actor: Actor, at: datetime) -> None:
    sale.paid_at = sale.paid_at or at
    if sale.state == Sale.State.ASKED:
        sale.state, sale.try_at = Sale.State.PAID, at
        transaction.on_commit(partial(ask_for_turn, RESUME, current_agency().schema_name))
    sale.save(update_fields=["state", "paid_at", "try_at"])
    record(what="vending.paid", about=payable.reference, actor=actor, at=at)


register_settled(PAYABLE, note_settled)
register_whole(PAYABLE)

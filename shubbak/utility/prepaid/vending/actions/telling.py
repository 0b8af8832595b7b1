"""What the holder of a contract is told of a sale: its token, or why there is none."""

from datetime import datetime
from uuid import UUID

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.notifications.actions import post
from shubbak.notifications.models import Message
from shubbak.notifications.rules import About
from shubbak.utility.prepaid.vending.models import Sale
from shubbak.utility.prepaid.vending.rules import VendingRefused
from shubbak.utility.subscriptions.queries import holding_on

VENDED, FAILED = "prepaid_token", "prepaid_failed"
SALE = "vending.sale"
_MOST = 3
"""Messages about one sale."""


def tell(sale: Sale, template: str, at: datetime, channel: str | None = None) -> bool:
    """Write to the holder of the contract; words are found when it leaves. Whether somebody is reached."""
    held = holding_on(sale.contract, in_its_zone(at).date())
    if held is None:
        return False
    about = About(SALE, str(sale.pk))
    return post(about=about, person=held.person, template=template, at=at, channel=channel) is not None


@action
def send_token(*, sale_id: UUID, actor: Actor, at: datetime) -> bool:
    """Send the token once more, to the telephone of the holder. Whether one is known.

    :raises VendingRefused: ``no_token``, ``told_enough``.
    """
    sale = Sale.objects.select_related("payable", "contract").get(pk=sale_id)
    if sale.state != Sale.State.VENDED:
        raise VendingRefused("no_token")
    if Message.objects.filter(about_kind=SALE, about_id=str(sale.pk)).count() >= _MOST:
        raise VendingRefused("told_enough")
    is_sent = tell(sale, VENDED, at, "sms")
    record(what="vending.token_sent", about=sale.payable.reference, actor=actor, at=at)
    return is_sent

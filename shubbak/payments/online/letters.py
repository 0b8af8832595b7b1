"""The receipt of a payment, as a message."""

from uuid import UUID

from django.utils.translation import gettext

from shubbak.agencies.queries import address_of, current_agency, in_its_zone
from shubbak.foundation.text import amount, isolate, isolate_ltr, long_date
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import Rendered, Withdrawn
from shubbak.payments.online.actions.settling import RECEIPT
from shubbak.payments.online.links import order_path
from shubbak.payments.online.models import Order


def render_receipt(message: Message) -> Rendered:
    """Number, amount, day, and where the whole receipt stands.

    :raises Withdrawn: if nothing was paid.
    """
    order = Order.objects.filter(pk=UUID(message.about_id), state=Order.State.PAID).first()
    if order is None or order.ended_at is None:
        raise Withdrawn
    agency, language = current_agency(), message.language
    manner = (language, agency.country, agency.digits)
    day = long_date(in_its_zone(order.ended_at).date(), *manner)
    said = {
        "agency": isolate(agency.localized_name(language)),
        "amount": isolate(amount(order.amount, order.currency, *manner)),
        "number": isolate_ltr(order.oid),
        "day": day,
        "link": address_of(agency, order_path(order.pk)),
    }
    return Rendered(
        subject=gettext("Paid to %(agency)s: %(amount)s") % said,
        text=gettext(
            "Your payment of %(amount)s to %(agency)s was received on %(day)s.\n\n"
            "Payment number: %(number)s\n\nThe receipt, to read and to print:\n%(link)s"
        )
        % said,
        short=gettext("%(agency)s: %(amount)s paid, number %(number)s. %(link)s") % said,
        sender_name=agency.localized_name(language),
    )


register_template_source(RECEIPT, render_receipt)

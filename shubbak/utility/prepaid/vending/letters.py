"""Token, and what became of a payment without one, as messages to the holder."""

from uuid import UUID

from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency
from shubbak.foundation.text import amount, isolate, isolate_ltr
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import Rendered, Withdrawn
from shubbak.utility.prepaid.vending.actions.telling import SALE
from shubbak.utility.prepaid.vending.models import Sale
from shubbak.utility.prepaid.vending.queries import printed


def render_sale(message: Message) -> Rendered:
    """The digits in groups of four, each on a line of its own.

    :raises Withdrawn: if the sale did not end.
    """
    sale = Sale.objects.select_related("payable", "meter__meter").filter(pk=UUID(message.about_id)).first()
    if sale is None or sale.state not in {Sale.State.VENDED, Sale.State.FAILED}:
        raise Withdrawn
    agency, language = current_agency(), message.language
    paid = sale.payable.amount
    said = {
        "agency": isolate(agency.localized_name(language)),
        "amount": isolate(amount(paid, sale.payable.currency, language, agency.country, agency.digits)),
        "number": isolate_ltr(sale.payable.reference),
        "meter": isolate_ltr(sale.meter.drn),
        "token": "\n".join(map(isolate_ltr, printed(sale))),
    }
    shown = _token(said) if sale.state == Sale.State.VENDED else _failed(said)
    return Rendered(
        subject=shown["subject"],
        text=shown["text"],
        short=shown["short"],
        sender_name=agency.localized_name(language),
    )


def _token(said: dict[str, str]) -> dict[str, str]:
    return {
        "subject": gettext("Token for meter %(meter)s") % said,
        "text": gettext(
            "Type these digits into your meter %(meter)s, line by line:\n\n%(token)s\n\n"
            "Purchase number: %(number)s, %(amount)s."
        )
        % said,
        "short": gettext("%(agency)s, meter %(meter)s:\n%(token)s") % said,
    }


def _failed(said: dict[str, str]) -> dict[str, str]:
    return {
        "subject": gettext("Purchase %(number)s: no token could be made") % said,
        "text": gettext(
            "We could not make a token for your meter %(meter)s. What you paid (%(amount)s) is kept as your "
            "credit and will be used for your next purchase.\n\nPurchase number: %(number)s"
        )
        % said,
        "short": gettext(
            "%(agency)s: no token could be made for meter %(meter)s. %(amount)s are kept as your credit."
        )
        % said,
    }


register_template_source(SALE, render_sale)

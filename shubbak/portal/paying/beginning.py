"""Beginning an order from what somebody chose."""

from datetime import datetime

from django.utils.translation import get_language, gettext

from shubbak.journal.rules import Actor
from shubbak.payments.online.actions import begin_order
from shubbak.payments.online.models import Order
from shubbak.payments.online.rules import OrderRefused
from shubbak.portal.paying.form import PayForm


def begin(form: PayForm, gateway: str, at: datetime) -> Order | None:
    """The order; None with what is wrong in the form."""
    if not form.is_valid():
        return None
    payer = str(form.payables[0].payer_id)
    try:
        return begin_order(
            wanted=form.wanted(),
            gateway=gateway,
            language=get_language() or "ar",
            address=form.cleaned_data["email"],
            actor=Actor(kind="applicant", id=payer, name=""),
            at=at,
        )
    except OrderRefused:
        form.add_error(None, gettext("What is owed has changed meanwhile. Look at the amounts again."))
        return None

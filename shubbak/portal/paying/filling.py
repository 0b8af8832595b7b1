"""Turns orders and what is owed into pages."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import address_of, in_its_zone
from shubbak.foundation.localized import pick
from shubbak.foundation.text import isolate_ltr
from shubbak.payments.ledger.models import Payable
from shubbak.payments.online import queries
from shubbak.payments.online.gateways.development import Development
from shubbak.payments.online.gateways.rules import Asked, Gateway
from shubbak.payments.online.links import order_path, pay_path_for
from shubbak.payments.online.models import Order
from shubbak.portal import pages
from shubbak.portal.money import Manner
from shubbak.portal.paying.form import PayForm
from shubbak.utility.prepaid.vending.models import Sale

_SHOWN = {Order.State.EXPIRED: "refused"}


def dues_page(form: PayForm, gateway: Gateway, at: datetime) -> pages.DuesPage:
    """What is owed of what a link opens."""
    manner = form.manner
    lines = [_due(payable, manner, form, place) for place, payable in enumerate(form.payables)]
    total = manner.amount(sum(payable.left for payable in form.payables), form.payables[0].currency)
    checked = queries.being_checked([payable.pk for payable in form.payables], at)
    return pages.DuesPage(form, lines, total, checked, isinstance(gateway, Development))


def leaving_page(agency: Agency, order: Order, gateway: Gateway) -> pages.LeavingPage:
    """What is paid, and the form that leads to the gateway."""
    manner, here = Manner.of(agency), order_path(order.pk)
    page = gateway.begin(
        Asked(
            oid=order.oid,
            amount=order.amount,
            currency=order.currency,
            language=manner.language,
            back=address_of(agency, f"{here}/back"),
            callback=address_of(agency, f"/pay/callback/{gateway.name}"),
        )
    )
    return pages.LeavingPage(
        amount=manner.amount(order.amount, order.currency),
        number=order.oid,
        rows=_rows(order, manner),
        address=page.address,
        host=urlsplit(page.address).hostname or "",
        fields=page.fields,
        is_rehearsal=isinstance(gateway, Development),
    )


def order_page(agency: Agency, order: Order) -> pages.OrderPage:
    """What became of it; an order that somebody came back from is unknown until the gateway has spoken."""
    manner, path = Manner.of(agency), order_path(order.pk)
    state = _SHOWN.get(Order.State(order.state), order.state)
    if state == Order.State.WAITING and order.returned_at:
        state = "unknown"
    credit = queries.kept_as_credit(order)
    payables = [line.payable_id for line in queries.lines_of(order)]
    return pages.OrderPage(
        state=state,
        amount=manner.amount(order.amount, order.currency),
        number=order.oid,
        rows=_rows(order, manner),
        at=in_its_zone(order.ended_at) if order.ended_at else None,
        credit=manner.amount(credit, order.currency) if credit else "",
        sent_to=order.address if state == Order.State.PAID else "",
        address=address_of(agency, path),
        again=pages.Link(gettext("Try again"), pay_path_for(payables)),
        going=f"{path}/go",
        token=_token(payables) if state == Order.State.PAID else "",
        is_rehearsal=order.gateway == Development.name,
    )


def rehearsal_page(agency: Agency, posted: Sequence[tuple[str, str]]) -> pages.RehearsalPage:
    """The fields were found to be ours before."""
    told, manner = dict(posted), Manner.of(agency)
    amount = manner.amount(int(told["amount"]), told["currency"])
    return pages.RehearsalPage(amount, told["oid"], told)


def title_of(payable: Payable, manner: Manner) -> str:
    return pick(payable.words, manner.language) if payable.words else payable.reference


def _due(payable: Payable, manner: Manner, form: PayForm, place: int) -> pages.DueLine:
    rows = [
        pages.Row(gettext("Reference"), payable.reference),
        pages.Row(gettext("To pay"), manner.amount(payable.left, payable.currency)),
        pages.Row(gettext("Due on"), manner.day(payable.due_on)),
    ]
    names = (f"take-{place}", f"part-{place}")
    take, part = (form[name] if name in form.fields else None for name in names)
    return pages.DueLine(title_of(payable, manner), rows, take, part)


def _token(payables: Sequence[UUID]) -> str:
    sale = Sale.objects.filter(payable__in=payables).select_related("contract").first()
    return reverse("collect_token", args=[sale.contract.number, sale.pk]) if sale else ""


def _rows(order: Order, manner: Manner) -> list[pages.Row]:
    return [
        pages.Row(
            f"{title_of(line.payable, manner)} ({isolate_ltr(line.payable.reference)})",
            manner.amount(line.amount, order.currency),
        )
        for line in queries.lines_of(order)
    ]

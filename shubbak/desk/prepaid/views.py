"""Prepaid meters: found by number, their tokens, orders to them, uptake by region."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.chrome import show
from shubbak.desk.exporting import handed_over
from shubbak.desk.prepaid.access import meter_heads, meter_people
from shubbak.desk.prepaid.forms import ConvertForm, KeysForm, OrderForm, PracticeForm
from shubbak.desk.prepaid.shown import (
    meter_shown,
    practices_shown,
    proposal_shown,
    proposals_shown,
    regions_shown,
    uptake_table,
)
from shubbak.insights.rules import Asked
from shubbak.utility.prepaid.vending.actions import (
    approve_practice,
    change_keys,
    drop_practice,
    exchange_for_prepaid,
    order_meter,
    propose_practice,
)
from shubbak.utility.prepaid.vending.models import Practice, PrepaidMeter
from shubbak.utility.prepaid.vending.permissions import orders_meters
from shubbak.utility.prepaid.vending.queries import meter_of_number

_HERE = "prepaid"


@meter_people
@require_safe
def find(request: DeskRequest) -> HttpResponse:
    """By the number on the plate, or that of the contract."""
    typed = request.GET.get("number", "")[:40]
    found = meter_of_number(typed, in_its_zone(request.visit.at).date()) if typed else None
    if found:
        return redirect("desk_meter", found.drn)
    context = {"typed": typed, "orders": orders_meters(request.visit.roles)}
    return show(request, "desk/prepaid/find.html", context, here=_HERE, status=404 if typed else 200)


@meter_people
@require_safe
def meter(request: DeskRequest, drn: str) -> HttpResponse:
    context = {"shown": meter_shown(_meter(request, drn)), "orders": orders_meters(request.visit.roles)}
    return show(request, "desk/prepaid/meter.html", context, here=_HERE)


@meter_heads
@require_http_methods(["GET", "POST"])
def order(request: DeskRequest, drn: str) -> HttpResponse:
    return carry_out(request, ORDER, _meter(request, drn), back=_page(drn), named=drn, here=_HERE)


@meter_heads
@require_http_methods(["GET", "POST"])
def keys(request: DeskRequest, drn: str) -> HttpResponse:
    return carry_out(request, KEYS, _meter(request, drn), back=_page(drn), named=drn, here=_HERE)


@meter_heads
@require_http_methods(["GET", "POST"])
def convert(request: DeskRequest) -> HttpResponse:
    return carry_out(request, CONVERT, None, back=reverse("desk_prepaid"), here=_HERE)


@meter_people
@require_safe
def uptake(request: DeskRequest) -> HttpResponse:
    """Of all electricity meters of each region, how many are paid for before."""
    today = in_its_zone(request.visit.at).date()
    return show(request, "desk/prepaid/uptake.html", {"regions": regions_shown(today)}, here=_HERE)


@meter_people
@require_safe
def uptake_csv(request: DeskRequest) -> HttpResponseBase:
    table = uptake_table(in_its_zone(request.visit.at).date())
    asked = Asked({"list": "uptake"}, {})
    return handed_over(request.visit, table, asked, form="csv", rows=0, name="uptake")


@meter_people
@require_safe
def practice(request: DeskRequest) -> HttpResponse:
    """Least and most of a purchase, emergency credit, what goes to arrears: now, before, and to come."""
    today = in_its_zone(request.visit.at).date()
    context = {
        "rules": practices_shown(today),
        "waiting": proposals_shown(),
        "orders": orders_meters(request.visit.roles),
    }
    return show(request, "desk/prepaid/practice.html", context, here=_HERE)


@meter_heads
@require_http_methods(["GET", "POST"])
def set_rules(request: DeskRequest) -> HttpResponse:
    return carry_out(request, PRACTICE, None, back=reverse("desk_practice"), here=_HERE)


@meter_heads
@require_http_methods(["GET", "POST"])
def approve_rules(request: DeskRequest, practice_id: int) -> HttpResponse:
    return _decide(request, APPROVE, practice_id)


@meter_heads
@require_http_methods(["GET", "POST"])
def drop_rules(request: DeskRequest, practice_id: int) -> HttpResponse:
    return _decide(request, DROP, practice_id)


def _decide(request: DeskRequest, deed: Deed, practice_id: int) -> HttpResponse:
    held = get_object_or_404(Practice, pk=practice_id, in_force_at=None)
    shown = proposal_shown(held)
    named = f"{shown.commodity} – {shown.since}"
    back = reverse("desk_practice")
    return carry_out(request, deed, held, back=back, named=named, rows=shown.rows, here=_HERE)


def _meter(request: DeskRequest, drn: str) -> PrepaidMeter:
    found = meter_of_number(drn[:20], in_its_zone(request.visit.at).date())
    if found is None or found.drn != drn:
        raise Http404
    return found


def _page(drn: str) -> str:
    return reverse("desk_meter", args=[drn])


def _order(visit: Visit, form: OrderForm) -> None:
    given = form.cleaned_data
    order_meter(
        meter=form.about,
        order=form.order,
        watts=given["watts"] or 0,
        reason=given["reason"],
        key=given["key"],
        actor=visit.actor,
        at=visit.at,
    )


def _change(visit: Visit, form: KeysForm) -> None:
    key = form.cleaned_data["key"]
    change_keys(meter=form.about, new=form.new_keys(), key=key, actor=visit.actor, at=visit.at)


def _convert(visit: Visit, form: ConvertForm) -> None:
    given = form.cleaned_data
    exchange_for_prepaid(
        contract=given["number"],
        index_out=given["index"] * 1000,
        keys=form.new_keys(),
        on=in_its_zone(visit.at).date(),
        actor=visit.actor,
        at=visit.at,
    )


def _propose(visit: Visit, form: PracticeForm) -> None:
    propose_practice(
        commodity=form.commodity,
        practice=form.practice,
        on=form.cleaned_data["on"],
        actor=visit.actor,
        at=visit.at,
    )


def _approve(visit: Visit, form: ConfirmForm) -> None:
    today = in_its_zone(visit.at).date()
    approve_practice(practice_id=form.about.pk, today=today, actor=visit.actor, at=visit.at)


def _drop(visit: Visit, form: ConfirmForm) -> None:
    drop_practice(practice_id=form.about.pk, actor=visit.actor, at=visit.at)


PRACTICE = Deed(
    _("Set the rules of purchases"),
    _("Propose them"),
    PracticeForm,
    _propose,
    _("The rules are proposed. Somebody else puts them in force."),
    _("Whatever was bought before keeps its rules. An amount of 0 lends nothing."),
)
APPROVE = Deed(
    _("Put the rules in force"),
    _("Put them in force"),
    ConfirmForm,
    _approve,
    _("The rules are set. They hold from their first day on."),
    _("Nobody approves what they proposed."),
)
DROP = Deed(
    _("Drop the proposal"),
    pgettext_lazy("rules", "Drop it"),
    ConfirmForm,
    _drop,
    _("The proposal is dropped."),
)
ORDER = Deed(
    _("Order to the meter"),
    _("Make the token"),
    OrderForm,
    _order,
    _("The token is made: it stands first among those of the meter."),
    _("The twenty digits are typed into the meter. What credit is cleared is lost: note it before."),
)
KEYS = Deed(
    _("Next keys of the meter"),
    _("Make the tokens"),
    KeysForm,
    _change,
    _("The tokens are made. The holder sees them before the next credit."),
    _("Two tokens, three with another supply group, four for EA11. The meter takes no credit before them."),
)
CONVERT = Deed(
    _("Make a contract a prepaid one"),
    _("Exchange the meter"),
    ConvertForm,
    _convert,
    _("The meter is exchanged, and what the old one counted is billed."),
    _("The old meter goes today, at the index that you write; its last bill is issued now."),
)

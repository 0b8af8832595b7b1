"""Where the gateway's file of a day and we differ: looked at, cleared up, or a file opened about it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.chrome import show
from shubbak.desk.money.access import clearers, readers_of_money
from shubbak.desk.money.bank_shown import gateway_rows
from shubbak.desk.money.forms import ReasonForm
from shubbak.desk.money.referring import refer_deed
from shubbak.desk.money.shown import KINDS
from shubbak.desk.words import word
from shubbak.payments.ledger.referring import opens_files
from shubbak.payments.online.actions import refer_day_difference, settle_day_difference
from shubbak.payments.online.models import DayDifference
from shubbak.payments.reconciling.permissions import clears_money


@readers_of_money
@require_safe
def difference(request: DeskRequest, difference_id: int) -> HttpResponse:
    found = _difference(difference_id)
    is_open = not (found.settled_at or found.mended)
    may_refer = opens_files() and not found.file_number
    context = {
        "found": found,
        "title": word(KINDS, found.kind),
        "rows": gateway_rows(found),
        "may_settle": clears_money(request.visit.roles) and is_open,
        "settle_url": reverse("desk_settle_gateway", args=[found.pk]),
        "refer_url": reverse("desk_refer_gateway", args=[found.pk]) if may_refer else "",
    }
    return show(request, "desk/money/difference.html", context, here="money")


@clearers
@require_http_methods(["GET", "POST"])
def settle(request: DeskRequest, difference_id: int) -> HttpResponse:
    return _deed(request, SETTLE, difference_id)


@clearers
@require_http_methods(["GET", "POST"])
def refer(request: DeskRequest, difference_id: int) -> HttpResponse:
    return _deed(request, REFER, difference_id)


def _deed(request: DeskRequest, deed: Deed, difference_id: int) -> HttpResponse:
    found = _difference(difference_id, settled_at=None, mended=False)
    back = reverse("desk_money")
    return carry_out(request, deed, found, back=back, named=found.oid, rows=gateway_rows(found), here="money")


def _difference(difference_id: int, **which: Any) -> DayDifference:
    known = DayDifference.objects.select_related("file")
    return get_object_or_404(known, pk=difference_id, **which)


def _settle(visit: Visit, form: ReasonForm) -> None:
    note = form.cleaned_data["reason"]
    settle_day_difference(difference_id=form.about.pk, note=note, actor=visit.actor, at=visit.at)


def _refer(visit: Visit, form: ConfirmForm) -> DayDifference:
    return refer_day_difference(difference_id=form.about.pk, actor=visit.actor, at=visit.at)


SETTLE = Deed(
    _("Clear the difference up"), _("It is clear"), ReasonForm, _settle, _("The difference is cleared up.")
)
REFER = refer_deed(_refer)

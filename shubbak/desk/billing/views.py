"""Runs of bills: a list, one run with what waits in it, and what is done with it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.billing.access import billers, readers_of_runs
from shubbak.desk.billing.forms import BeginForm, ClearForm
from shubbak.desk.billing.shown import run_in_line, run_shown
from shubbak.desk.chrome import show
from shubbak.utility.bills.actions import approve_run, begin_run, clear_drafts, drop_run
from shubbak.utility.bills.models import Run
from shubbak.utility.bills.permissions import runs_bills
from shubbak.utility.bills.queries import paper_suspension

MOST = 60


@readers_of_runs
@require_safe
def runs(request: DeskRequest) -> HttpResponse:
    lines = [run_in_line(run) for run in Run.objects.all()[:MOST]]
    may_run = runs_bills(request.visit.roles)
    context = {"lines": lines, "may_run": may_run, "suspension": paper_suspension()}
    return show(request, "desk/billing/runs.html", context, here="billing")


@billers
@require_http_methods(["GET", "POST"])
def begin(request: DeskRequest) -> HttpResponse:
    return carry_out(request, BEGIN, None, back=reverse("desk_runs"), here="billing")


@readers_of_runs
@require_safe
def run(request: DeskRequest, run_id: int) -> HttpResponse:
    shown = run_shown(get_object_or_404(Run.objects.select_related("begun_by", "approved_by"), pk=run_id))
    return show(
        request, "desk/billing/run.html", {"shown": shown, **_may(request, shown.run)}, here="billing"
    )


@billers
@require_POST
def clear(request: DeskRequest, run_id: int) -> HttpResponse:
    found = get_object_or_404(Run, pk=run_id)
    form = ClearForm(request.visit, run_shown(found), request.POST)
    if form.is_valid():
        chosen = form.cleaned_data["drafts"]
        clear_drafts(run=found, drafts=chosen, staff=request.visit.staff, at=request.visit.at)
        messages.success(request, gettext("Noted: these drafts are right as they are."))
    return redirect("desk_run", run_id=run_id)


@billers
@require_http_methods(["GET", "POST"])
def approve(request: DeskRequest, run_id: int) -> HttpResponse:
    return _deed(request, APPROVE, run_id)


@billers
@require_http_methods(["GET", "POST"])
def drop(request: DeskRequest, run_id: int) -> HttpResponse:
    return _deed(request, DROP, run_id)


def _deed(request: DeskRequest, deed: Deed, run_id: int) -> HttpResponse:
    found = get_object_or_404(Run, pk=run_id)
    back = reverse("desk_run", args=[run_id])
    return carry_out(request, deed, found, back=back, named=found.period, here="billing")


def _may(request: DeskRequest, found: Run) -> dict[str, bool]:
    """What may be done with a run, and by whom not: who began it does not approve it."""
    leads, waits = runs_bills(request.visit.roles), found.state == Run.State.COMPUTED
    own = found.begun_by_id == request.visit.staff.pk
    return {
        "may_clear": leads and waits,
        "may_approve": leads and waits and not own,
        "wants_another": leads and waits and own,
        "may_print": leads and found.state == Run.State.ISSUED,
        "may_drop": leads and found.state in (Run.State.BEGUN, Run.State.COMPUTED),
    }


def _begin(visit: Visit, form: BeginForm) -> None:
    begin_run(facts=form.facts, staff=visit.staff, at=visit.at)


def _approve(visit: Visit, form: ConfirmForm) -> None:
    approve_run(run=form.about, staff=visit.staff, at=visit.at)


def _drop(visit: Visit, form: ConfirmForm) -> None:
    drop_run(run=form.about, staff=visit.staff, at=visit.at)


BEGIN = Deed(
    _("New run of bills"),
    _("Reckon the bills"),
    BeginForm,
    _begin,
    _("The bills are being reckoned. Nothing leaves before somebody else has approved them."),
    _("All accepted readings of the month are billed that were not billed yet."),
)
APPROVE = Deed(
    _("Approve the run"),
    _("Issue the bills"),
    ConfirmForm,
    _approve,
    _("The bills are being issued."),
    _("They get their numbers, are owed from then on and are never altered. Drafts that wait stay behind."),
)
DROP = Deed(
    _("Give the run up"),
    _("Give it up"),
    ConfirmForm,
    _drop,
    _("The run is given up. No bill has left."),
)

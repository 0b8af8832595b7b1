"""Bills on paper: what a run brings to people's doors, round by round, and the switch that ends it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import current_agency
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.billing.access import billers
from shubbak.desk.billing.forms import PartForm
from shubbak.desk.chrome import show
from shubbak.documents.binding import bind
from shubbak.documents.paper import render as printed
from shubbak.utility.bills.actions import resume_paper, suspend_paper
from shubbak.utility.bills.models import Run
from shubbak.utility.bills.paper import bill_sheets
from shubbak.utility.bills.queries import on_paper, paper_suspension, rounds_on_paper

AT_ONCE = 100
"""Bills of one file: some seconds of the processor, and a bundle that a printer and a hand hold."""


@dataclass(frozen=True)
class Part:
    """A file of bills of a round, from the first to the last in the round."""

    sector: str
    number: int
    first: int
    last: int


@billers
@require_safe
def papers(request: DeskRequest, run_id: int) -> HttpResponse:
    run = get_object_or_404(Run, pk=run_id, state=Run.State.ISSUED)
    rounds = [(sector, count, list(_parts(sector, count))) for sector, count in rounds_on_paper(run)]
    context = {"run": run, "rounds": rounds, "suspension": paper_suspension()}
    return show(request, "desk/billing/papers.html", context, here="billing")


@billers
@require_safe
def part(request: DeskRequest, run_id: int) -> HttpResponse:
    """The bills of a part of a round as one file to print."""
    run = get_object_or_404(Run, pk=run_id, state=Run.State.ISSUED)
    form = PartForm(request.GET)
    if not form.is_valid():
        raise Http404
    agency, number = current_agency(), form.cleaned_data["part"]
    of_round = on_paper(run).filter(contract__point__sector=form.cleaned_data["round"])
    bills = of_round[(number - 1) * AT_ONCE : number * AT_ONCE]
    sheets = [printed(sheet, agency) for sheet in bill_sheets(list(bills), agency)]
    if not sheets:
        raise Http404
    response = HttpResponse(bind(sheets), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{run.period}-{number:03d}.pdf"'
    return response


@billers
@require_http_methods(["GET", "POST"])
def switch(request: DeskRequest) -> HttpResponse:
    """No bill on paper any more, or on paper again."""
    deed = RESUME if paper_suspension() else SUSPEND
    return carry_out(request, deed, None, back=reverse("desk_runs"), here="billing")


def _parts(sector: str, count: int) -> Iterator[Part]:
    for rank in range(ceil(count / AT_ONCE)):
        yield Part(sector, rank + 1, rank * AT_ONCE + 1, min(count, (rank + 1) * AT_ONCE))


def _suspend(visit: Visit, _form: ConfirmForm) -> None:
    suspend_paper(actor=visit.actor, at=visit.at)


def _resume(visit: Visit, _form: ConfirmForm) -> None:
    resume_paper(actor=visit.actor, at=visit.at)


SUSPEND = Deed(
    _("Bring no bills on paper any more"),
    _("Suspend"),
    ConfirmForm,
    _suspend,
    _("No bill is brought on paper any more; the home page says so."),
    _("Everybody is told when a bill is ready and sees it online; who gave an e-mail address gets it there."),
)
RESUME = Deed(
    _("Bring bills on paper again"), _("Resume"), ConfirmForm, _resume, _("Bills are brought again.")
)

"""Bills that somebody says are wrong: what waits for a second person, and what they decide."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.billing.access import correctors, readers_of_runs
from shubbak.desk.billing.corrections_shown import correction_line, correction_rows, decided_words
from shubbak.desk.billing.forms import DecideForm
from shubbak.desk.chrome import show
from shubbak.utility.bills.actions import decide_correction
from shubbak.utility.bills.models import Correction
from shubbak.utility.bills.permissions import runs_bills
from shubbak.utility.bills.queries import corrections_to_decide

MOST = 100


@readers_of_runs
@require_safe
def corrections(request: DeskRequest) -> HttpResponse:
    lines = [correction_line(each) for each in corrections_to_decide()[:MOST]]
    context = {"lines": lines, "may": runs_bills(request.visit.roles)}
    return show(request, "desk/billing/corrections.html", context, here="billing")


@correctors
@require_http_methods(["GET", "POST"])
def correction(request: DeskRequest, correction_id: UUID) -> HttpResponse:
    """Who proposed it may take it back; somebody else, who leads, decides."""
    found = corrections_to_decide().filter(pk=correction_id).first()
    is_own = found is not None and found.asked_by == request.visit.actor.id
    if found is None or not (is_own or runs_bills(request.visit.roles)):
        raise Http404
    leads = runs_bills(request.visit.roles)
    back = (
        reverse("desk_corrections") if leads else reverse("desk_contract", args=[found.bill.contract.number])
    )
    deed = TAKE_BACK if is_own else DECIDE
    return carry_out(request, deed, found, back=back, rows=correction_rows(found), here="billing")


def _decide(visit: Visit, form: DecideForm) -> Correction:
    return _settle(visit, form.about, form.is_granted, form.cleaned_data["answer"])


def _take_back(visit: Visit, form: ConfirmForm) -> None:
    _settle(visit, form.about, is_granted=False)


def _settle(visit: Visit, found: Correction, is_granted: bool, answer: str = "") -> Correction:
    return decide_correction(
        correction_id=found.pk,
        is_granted=is_granted,
        answer=answer,
        on=in_its_zone(visit.at).date(),
        actor=visit.actor,
        at=visit.at,
    )


DECIDE = Deed(
    _("Correction of a bill"),
    _("Decide"),
    DecideForm,
    _decide,
    decided_words,
    _("Granted, the bill is undone line by line by another, and what is right takes its place at once."),
)
TAKE_BACK = Deed(
    _("Correction of a bill"),
    pgettext_lazy("correction", "Take it back"),
    ConfirmForm,
    _take_back,
    _("Taken back. The bill stays as it is."),
    _("You proposed it: somebody else decides. Until then you may take it back."),
)

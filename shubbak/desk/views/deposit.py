"""Deposits on behalf of somebody: by telephone, letter, fax, or at the counter."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions import begin_draft, deposit_draft, take_paper_away
from shubbak.cases.models import Draft
from shubbak.cases.rules import DepositInvalid
from shubbak.catalogue.queries import current_service, services_listed
from shubbak.desk.access import DeskRequest, writers_only
from shubbak.desk.chrome import show
from shubbak.desk.forms import BeginForm, ForWhomForm
from shubbak.desk.taking_in import draft_of, keep, remember_draft, settle_enquiry
from shubbak.desk.views.case import DEPOSITED_HERE
from shubbak.desk.whole_form import PAGES, Sent, WholeForm


@writers_only
@require_http_methods(["GET", "POST"])
def begin(request: DeskRequest) -> HttpResponse:
    """Which service, and how the request came in."""
    posted = request.POST if request.method == "POST" else None
    specs, spoken = list(services_listed()), current_agency().languages
    begun = {"channel": request.GET.get("channel", "")}
    form = BeginForm(specs, get_language() or "ar", spoken, data=posted, initial=begun)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        draft, token = begin_draft(
            service_version=current_service(typed["service"]),
            language=typed["language"],
            channel=typed["channel"],
            at=request.visit.at,
        )
        remember_draft(request, draft, token)
        return redirect("desk_fill", draft.pk)
    return show(request, "desk/begin.html", {"form": form}, here="deposit")


@writers_only
@require_http_methods(["GET", "POST"])
def fill(request: DeskRequest, draft_id: UUID) -> HttpResponse:
    """The whole form on one page; sent with nothing wrong, it is deposited."""
    draft = draft_of(request, draft_id)
    if draft.case_id:
        return redirect("desk_receipt", draft.case_id)
    agency, posted = current_agency(), request.method == "POST"
    sent = Sent(request.POST, request.FILES, frozenset(request.POST.getlist(PAGES))) if posted else None
    form = WholeForm(draft, agency, get_language() or "ar", request.visit.at, sent)
    whom = ForWhomForm(agency.country, data=request.POST if posted else None)
    if posted and whom.is_valid():
        keep(request, draft, form, whom.person(draft.language) if form.is_complete else None)
        if form.is_complete:
            return deposited(request, draft, form, whom)
    return fill_page(request, draft, form, whom)


def deposited(request: DeskRequest, draft: Draft, form: WholeForm, whom: ForWhomForm) -> HttpResponse:
    """Deposit, and on to the receipt; what the service still misses is said above the form."""
    fresh = draft_of(request, draft.pk)
    try:
        case = deposit_draft(draft=fresh, actor=request.visit.actor, at=request.visit.at)
    except DepositInvalid as invalid:
        return fill_page(request, fresh, form, whom, list(invalid.problems.values()))
    settle_enquiry(request, draft, case)
    request.session[DEPOSITED_HERE] = [*request.session.get(DEPOSITED_HERE, []), str(case.pk)]
    return redirect("desk_receipt", case.pk)


def fill_page(
    request: DeskRequest, draft: Draft, form: WholeForm, whom: ForWhomForm, problems: list[str] | None = None
) -> HttpResponse:
    papers = list(draft_of(request, draft.pk).papers.all())
    context = {"draft": draft, "form": form, "whom": whom, "problems": problems or [], "papers": papers}
    return show(request, "desk/fill.html", context, here="deposit")


@writers_only
@require_http_methods(["GET", "POST"])
def remove_paper(request: DeskRequest, draft_id: UUID, paper_id: int) -> HttpResponse:
    draft = draft_of(request, draft_id)
    if request.method == "POST":
        if draft.case_id:
            raise PermissionDenied
        take_paper_away(draft=draft, paper_id=paper_id)
    return redirect("desk_fill", draft_id)

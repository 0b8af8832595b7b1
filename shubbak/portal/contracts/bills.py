"""Bills and statements of a contract, for whoever proved it here or keeps it in an account."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.cases.rules import TooManyTries
from shubbak.documents.paper import render as printed
from shubbak.foundation.tables import FORMATS
from shubbak.people.refusals import refused as refused_access
from shubbak.portal.contracts.contesting import begin_contest
from shubbak.portal.contracts.door import ContractForm, MeterForm, contracts_kept
from shubbak.portal.filling.bill import bill_on_paper, bill_page, complaint_service
from shubbak.portal.filling.contract import contract_page, door_page, statement_page, statement_table
from shubbak.portal.filling.grouped import grouped_page
from shubbak.portal.limits import come_back, limited, spend
from shubbak.portal.reaching import of_contract, open_contract_here, open_group_here, own_account
from shubbak.portal.serving import attached
from shubbak.portal.statement_form import StatementForm
from shubbak.utility.bills.grouped_paper import grouped_of_code
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.paper import bill_of_code, bill_sheet
from shubbak.utility.bills.queries import bills_of
from shubbak.utility.prepaid.vending.queries import number_of_contract
from shubbak.utility.subscriptions.actions import prove_contract, prove_group
from shubbak.utility.subscriptions.models import Holding
from shubbak.utility.subscriptions.rules import Fact, read_group_number


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited
def door(request: HttpRequest, then: str = "contract") -> HttpResponse:
    """Number and second fact. An unknown number gets the same answer as a wrong fact, after the same work.

    :param then: the page that is opened; the number may be that of a prepaid meter.
    """
    asked = MeterForm if then == "prepaid" else ContractForm
    at, form = timezone.now(), asked(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        spend(request, "look_up", at)
    if form.is_bound and form.is_valid():
        try:
            opened = _opened(request, form.cleaned_data, then, at)
        except TooManyTries as refused:
            return come_back(request, refused.until)
        if opened is not None:
            return opened
        refused_access(request, "bills", None, at)
        form.add_error("typed", gettext("No contract has this number with these four. Check both on a bill."))
    page = door_page(form, contracts_kept(request, at), then)
    return render(request, "portal/contract_door.html", {"page": page}, status=422 if form.errors else 200)


@require_safe
@of_contract
def contract(request: HttpRequest, holding: Holding) -> HttpResponse:
    at = timezone.now()
    page = contract_page(holding, at, may_stop=own_account(request, holding.contract, at) is not None)
    return render(request, "portal/contract.html", {"page": page})


@require_safe
@of_contract
def bill(request: HttpRequest, holding: Holding, bill_id: UUID) -> HttpResponse:
    page = bill_page(_bill_of(holding, bill_id), timezone.now(), was_sent="sent" in request.GET)
    return render(request, "portal/bill.html", {"page": page})


@never_cache
@require_safe
@limited
def by_paper(request: HttpRequest, code: str) -> HttpResponse:
    """The code on the paper of a bill shows what stands on the paper, and where the bill stands now."""
    at = timezone.now()
    spend(request, "look_up", at)
    if told := grouped_of_code(code[:60], current_agency()):
        page = grouped_page(told, at, by_paper=True)
        return render(request, "portal/grouped_bill.html", {"page": page})
    found = bill_of_code(code[:60], current_agency())
    if found is None:
        raise Http404
    return render(request, "portal/bill.html", {"page": bill_on_paper(found, at)})


@require_safe
@of_contract
def bill_pdf(request: HttpRequest, holding: Holding, bill_id: UUID) -> HttpResponse:  # noqa: ARG001  every page of a contract has it
    sheet = bill_sheet(_bill_of(holding, bill_id), current_agency())
    return attached(printed(sheet, current_agency()), sheet.name, "application/pdf")


@require_POST
@of_contract
@limited
def contest(request: HttpRequest, holding: Holding, bill_id: UUID) -> HttpResponse:
    at = timezone.now()
    spend(request, "answer", at)
    service = complaint_service()
    if not service:
        raise Http404
    return begin_contest(_bill_of(holding, bill_id), service, at)


@require_safe
@of_contract
def statement(request: HttpRequest, holding: Holding) -> HttpResponse:
    form = StatementForm(request.GET if "first" in request.GET else _this_year())
    page = statement_page(holding, form)
    return render(request, "portal/statement.html", {"page": page}, status=422 if form.errors else 200)


@require_safe
@of_contract
def statement_csv(request: HttpRequest, holding: Holding) -> HttpResponse:
    form = StatementForm(request.GET)
    if not form.is_valid():
        raise Http404
    table = statement_table(holding, form.cleaned_data["first"], form.cleaned_data["last"])
    name = f"statement-{holding.contract.number}.csv"
    return attached(b"".join(FORMATS["csv"].write(table)), name, FORMATS["csv"].media_type)


def _opened(request: HttpRequest, told: dict[str, str], then: str, at: datetime) -> HttpResponse | None:
    """The page of what number and fact open: a contract, or all of an institution's; None if they do not."""
    fact, typed = Fact(told["fact"]), told["typed"]
    if read_group_number(told["number"]):
        group = prove_group(number=told["number"], fact=fact, typed=typed, at=at)
        return open_group_here(request, redirect("group", group.number), group, at) if group else None
    number = number_of_contract(told["number"], in_its_zone(at).date())
    contract = prove_contract(number=number, fact=fact, typed=typed, at=at)
    if contract is None:
        return None
    return open_contract_here(request, redirect(then, contract.number), contract, at)


def _this_year() -> dict[str, str]:
    today = in_its_zone(timezone.now()).date()
    return {"first": today.replace(month=1, day=1).isoformat(), "last": today.isoformat()}


def _bill_of(holding: Holding, bill_id: UUID) -> Bill:
    """Of whoever holds the contract now: a bill of somebody before them is absent."""
    found: Bill = get_object_or_404(bills_of(holding.contract), pk=bill_id, holding=holding)
    return found

"""Contracts looked up, and the account of one on one page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.desk.access import DeskRequest
from shubbak.desk.chrome import show
from shubbak.desk.contracts.access import contract_readers, the_bill, the_contract
from shubbak.desk.contracts.forms import FindForm
from shubbak.desk.contracts.shown import account_shown, contract_line
from shubbak.documents.paper import render as printed
from shubbak.utility.bills.paper import bill_sheet
from shubbak.utility.subscriptions.queries import contracts_found, groups_found

_HERE = "contracts"


@contract_readers
@require_safe
def find(request: DeskRequest) -> HttpResponse:
    """Contracts and groups, by number, old reference, meter or name; what is alone is opened at once."""
    form = FindForm(request.GET)
    typed = form.cleaned_data["words"].strip() if form.is_valid() else ""
    found = contracts_found(typed, request.visit.roles) if typed else []
    groups = groups_found(typed, request.visit.roles) if typed else []
    if len(found) == 1 and not groups:
        return redirect("desk_contract", found[0].number)
    if len(groups) == 1 and not found:
        return redirect("desk_group", groups[0].number)
    today = in_its_zone(request.visit.at).date()
    context = {"typed": typed, "lines": [contract_line(each, today) for each in found]}
    context["groups"] = groups
    return show(request, "desk/contracts/find.html", context, here=_HERE)


@contract_readers
@require_safe
def account(request: DeskRequest, contract_number: str) -> HttpResponse:
    shown = account_shown(the_contract(request.visit, contract_number), request.visit)
    return show(request, "desk/contracts/account.html", {"shown": shown}, here=_HERE)


@contract_readers
@require_safe
def bill_pdf(request: DeskRequest, contract_number: str, bill_id: UUID) -> HttpResponse:
    """What the person has, marked as handed out again."""
    sheet = bill_sheet(the_bill(request.visit, contract_number, bill_id), current_agency(), duplicate=True)
    response = HttpResponse(printed(sheet, current_agency()), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.name}"'
    return response

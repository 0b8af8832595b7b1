"""Mandates of whoever holds a contract: entered from the signed paper, ended."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import in_its_zone
from shubbak.catalogue.papers import policy_of
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.chrome import show
from shubbak.desk.contracts.access import contract_readers, contract_servers, the_contract
from shubbak.desk.debits.forms import EndForm, MandateForm
from shubbak.desk.debits.shown import mandate_line, mandate_rows
from shubbak.documents.actions import store_upload
from shubbak.documents.models import Document
from shubbak.documents.serving import as_attachment
from shubbak.payments.debiting.actions import end_mandate, sign_mandate
from shubbak.payments.debiting.models import Mandate
from shubbak.payments.debiting.queries import mandates_of
from shubbak.payments.debiting.rules import Ending
from shubbak.utility.subscriptions.models import Holding
from shubbak.utility.subscriptions.permissions import serves_contracts
from shubbak.utility.subscriptions.queries import holding_on
from shubbak.utility.subscriptions.rules import print_contract_number

_HERE = "contracts"


@contract_readers
@require_safe
def mandates(request: DeskRequest, contract_number: str) -> HttpResponse:
    holding = _holding(request.visit, contract_number)
    context = {
        "number": contract_number,
        "shown": print_contract_number(contract_number),
        "holder": holding.person.name,
        "lines": [mandate_line(each) for each in mandates_of(holding.payer_id).select_related("paper")],
        "serves": serves_contracts(request.visit.roles),
    }
    return show(request, "desk/debits/mandates.html", context, here=_HERE)


@contract_servers
@require_http_methods(["GET", "POST"])
def sign(request: DeskRequest, contract_number: str) -> HttpResponse:
    return _deed(request, SIGN, _holding(request.visit, contract_number), contract_number)


@contract_servers
@require_http_methods(["GET", "POST"])
def end(request: DeskRequest, contract_number: str, mandate_id: UUID) -> HttpResponse:
    found = _mandate(request.visit, contract_number, mandate_id)
    if found.ended_on:
        raise Http404
    return _deed(request, END, found, contract_number, mandate_rows(found))


@contract_readers
@require_safe
def paper(request: DeskRequest, contract_number: str, mandate_id: UUID) -> FileResponse:
    found = _mandate(request.visit, contract_number, mandate_id)
    if found.paper is None:
        raise Http404
    return as_attachment(found.paper)


def _holding(visit: Visit, number: str) -> Holding:
    """:raises Http404: if nobody holds the contract, or it is of a place of other units."""
    holding = holding_on(the_contract(visit, number), in_its_zone(visit.at).date())
    if holding is None:
        raise Http404
    return holding


def _mandate(visit: Visit, number: str, mandate_id: UUID) -> Mandate:
    holding = _holding(visit, number)
    found: Mandate = get_object_or_404(mandates_of(holding.payer_id).select_related("paper"), pk=mandate_id)
    return found


def _deed(request: DeskRequest, deed: Deed, about: object, number: str, rows: object = None) -> HttpResponse:
    back = reverse("desk_debit_mandates", args=[number])
    named = print_contract_number(number)
    return carry_out(request, deed, about, back=back, named=named, rows=rows, here=_HERE)


def _sign(visit: Visit, form: MandateForm) -> None:
    upload, kept = form.cleaned_data["paper"], None
    if upload:
        kept = store_upload(
            stream=upload,
            name=upload.name,
            allowed=policy_of(None),
            at=visit.at,
            direction=Document.Direction.INTERNAL,
            origin="desk",
        )
    today = in_its_zone(visit.at).date()
    sign_mandate(facts=form.facts, actor=visit.actor, at=visit.at, day=today, paper=kept)


def _end(visit: Visit, form: EndForm) -> None:
    today, ending = in_its_zone(visit.at).date(), Ending(form.cleaned_data["ending"])
    end_mandate(mandate_id=form.about.pk, ending=ending, actor=visit.actor, at=visit.at, day=today)


SIGN = Deed(
    _("Mandate for direct debit"),
    _("Enter the mandate"),
    MandateForm,
    _sign,
    _("The mandate is kept. Bills are debited once their last day to pay has come."),
    _("You have before you the paper that the holder of the account signed. It replaces an older one."),
)
END = Deed(
    _("End the mandate for direct debit"),
    _("End it"),
    EndForm,
    _end,
    _("The mandate has ended. What the bank has already is still debited."),
)

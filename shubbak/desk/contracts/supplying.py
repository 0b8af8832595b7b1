"""What is written down of the supply of a contract: its meters, its terms, its old references."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.contracts.access import contract_servers, supply_changers, the_contract
from shubbak.desk.contracts.supplying_forms import ExchangeForm, MeterForm, ReferenceForm, TermsForm
from shubbak.utility.metering.actions import add_meter, put_another
from shubbak.utility.subscriptions.actions import change_terms, remember_reference
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.rules import print_contract_number

_BOTH = ["GET", "POST"]


@contract_servers
@require_http_methods(_BOTH)
def reference(request: DeskRequest, contract_number: str) -> HttpResponse:
    return _deed(request, REFERENCE, the_contract(request.visit, contract_number))


@supply_changers
@require_http_methods(_BOTH)
def exchange(request: DeskRequest, contract_number: str) -> HttpResponse:
    return _deed(request, EXCHANGE, _running(request, contract_number))


@supply_changers
@require_http_methods(_BOTH)
def second(request: DeskRequest, contract_number: str) -> HttpResponse:
    return _deed(request, SECOND, _running(request, contract_number))


@supply_changers
@require_http_methods(_BOTH)
def terms(request: DeskRequest, contract_number: str) -> HttpResponse:
    return _deed(request, TERMS, _running(request, contract_number))


def _running(request: DeskRequest, number: str) -> Contract:
    """
    :raises Http404: for a contract that has ended: nothing of its supply changes any more.
    """
    found = the_contract(request.visit, number)
    if found.ends is not None:
        raise Http404
    return found


def _deed(request: DeskRequest, deed: Deed, contract: Contract) -> HttpResponse:
    back, shown = reverse("desk_contract", args=[contract.number]), print_contract_number(contract.number)
    return carry_out(request, deed, contract, back=back, named=shown, here="contracts")


def _reference(visit: Visit, form: ReferenceForm) -> None:
    remember_reference(contract=form.about, **form.cleaned_data, actor=visit.actor, at=visit.at)


def _exchange(visit: Visit, form: ExchangeForm) -> None:
    put_another(contract=form.about, **form.told, actor=visit.actor, at=visit.at)


def _second(visit: Visit, form: MeterForm) -> None:
    add_meter(contract=form.about, put_up=form.put_up, actor=visit.actor, at=visit.at)


def _terms(visit: Visit, form: TermsForm) -> None:
    on = form.cleaned_data["on"]
    change_terms(contract=form.about, asked=form.asked, on=on, actor=visit.actor, at=visit.at)


EXCHANGE = Deed(
    _("Exchange a meter"),
    _("Exchange it"),
    ExchangeForm,
    _exchange,
    _("Exchanged. What both meters counted is billed together."),
    _("The old meter is taken down and the new one counts from the same day."),
)
SECOND = Deed(
    _("Add a second meter"),
    _("Add the meter"),
    MeterForm,
    _second,
    _("Added. Both meters are read, and the bill adds them up."),
    _("It counts for this contract beside the one that stands: day and night, or two branches."),
)
TERMS = Deed(
    _("Change tariff or power"),
    _("Change it"),
    TermsForm,
    _terms,
    _("Changed from that day on. What was agreed before stays in the history of the contract."),
    _("A bill is reckoned by what holds on its last day."),
)
REFERENCE = Deed(
    _("Add an old reference"),
    _("Keep the reference"),
    ReferenceForm,
    _reference,
    _("Kept. The contract is found under it from now on."),
    _("The number under which a former operator knew this contract, as it stands on the person’s papers."),
)

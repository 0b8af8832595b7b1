"""What is put right from the account of a contract, each deed on a page of its own."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.arrears.access import arrears_leaders
from shubbak.desk.arrears.forms import ProtectForm
from shubbak.desk.contracts.access import (
    bill_correctors,
    contract_servers,
    the_bill,
    the_contract,
    the_payable,
)
from shubbak.desk.contracts.correcting_form import CorrectForm
from shubbak.desk.contracts.forms import InstalmentsForm, RefundForm, WriteOffForm
from shubbak.payments.ledger.actions import ask_refund, ask_write_off
from shubbak.utility.arrears.actions import grant_instalments, protect_contract, unprotect_contract
from shubbak.utility.bills.actions import propose_correction
from shubbak.utility.subscriptions.actions import choose_paper
from shubbak.utility.subscriptions.queries import holding_on
from shubbak.utility.subscriptions.rules import print_contract_number

_BOTH = ["GET", "POST"]


@bill_correctors
@require_http_methods(_BOTH)
def correct(request: DeskRequest, contract_number: str, bill_id: UUID) -> HttpResponse:
    bill = the_bill(request.visit, contract_number, bill_id)
    return _deed(request, CORRECT, bill, contract_number, bill.number)


@contract_servers
@require_http_methods(_BOTH)
def refund(request: DeskRequest, contract_number: str) -> HttpResponse:
    contract = the_contract(request.visit, contract_number)
    if holding_on(contract, in_its_zone(request.visit.at).date()) is None:
        raise Http404
    return _deed(request, REFUND, contract, contract_number)


@contract_servers
@require_http_methods(_BOTH)
def write_off(request: DeskRequest, contract_number: str, payable_id: UUID) -> HttpResponse:
    payable = the_payable(request.visit, contract_number, payable_id)
    return _deed(request, WRITE_OFF, payable, contract_number, payable.reference)


@contract_servers
@require_http_methods(_BOTH)
def instalments(request: DeskRequest, contract_number: str, payable_id: UUID) -> HttpResponse:
    payable = the_payable(request.visit, contract_number, payable_id)
    return _deed(request, INSTALMENTS, payable, contract_number, payable.reference)


@arrears_leaders
@require_http_methods(_BOTH)
def protect(request: DeskRequest, contract_number: str) -> HttpResponse:
    contract = the_contract(request.visit, contract_number)
    deed = UNPROTECT if contract.protections.filter(ends=None).exists() else PROTECT
    return _deed(request, deed, contract, contract_number)


@contract_servers
@require_http_methods(_BOTH)
def paper(request: DeskRequest, contract_number: str) -> HttpResponse:
    contract = the_contract(request.visit, contract_number)
    return _deed(request, PAPER if contract.paperless else SCREEN, contract, contract_number)


def _deed(request: DeskRequest, deed: Deed, about: object, number: str, named: str = "") -> HttpResponse:
    back = reverse("desk_contract", args=[number])
    shown = " · ".join(filter(None, [print_contract_number(number), named]))
    return carry_out(request, deed, about, back=back, named=shown, here="contracts")


def _correct(visit: Visit, form: CorrectForm) -> None:
    reason = form.cleaned_data["reason"]
    propose_correction(bill=form.about, right=form.right, reason=reason, actor=visit.actor, at=visit.at)


def _refund(visit: Visit, form: RefundForm) -> None:
    holding = holding_on(form.about, in_its_zone(visit.at).date())
    if holding is not None:
        ask_refund(payer=holding.payer_id, **form.cleaned_data, actor=visit.actor, at=visit.at)


def _write_off(visit: Visit, form: WriteOffForm) -> None:
    reason = form.cleaned_data["reason"]
    ask_write_off(payable_id=form.about.pk, reason=reason, actor=visit.actor, at=visit.at)


def _instalments(visit: Visit, form: InstalmentsForm) -> None:
    parts = int(form.cleaned_data["parts"])
    grant_instalments(payable_id=form.about.pk, parts=parts, actor=visit.actor, at=visit.at, by_staff=True)


def _protect(visit: Visit, form: ProtectForm) -> None:
    protect_contract(contract=form.about, **form.cleaned_data, staff=visit.staff, at=visit.at)


def _unprotect(visit: Visit, form: ConfirmForm) -> None:
    unprotect_contract(contract=form.about, staff=visit.staff, at=visit.at)


def _screen(visit: Visit, form: ConfirmForm) -> None:
    choose_paper(contract=form.about, paperless=True, actor=visit.actor, at=visit.at)


def _paper(visit: Visit, form: ConfirmForm) -> None:
    choose_paper(contract=form.about, paperless=False, actor=visit.actor, at=visit.at)


CORRECT = Deed(
    _("Propose a correction"),
    _("Propose it"),
    CorrectForm,
    _correct,
    _("Proposed. Somebody else looks at what it changes, and decides."),
    _("Nothing changes until somebody else has granted it. Change only what is wrong."),
)
REFUND = Deed(
    _("Give credit back"),
    _("Ask for it"),
    RefundForm,
    _refund,
    _("Asked for. Somebody else decides on it."),
    _("Somebody else decides on it: nobody grants what they asked for."),
)
WRITE_OFF = Deed(
    _("Give up a debt"),
    _("Ask for it"),
    WriteOffForm,
    _write_off,
    _("Asked for. Somebody else decides on it."),
    _("Somebody else decides on it: nobody grants what they asked for."),
)
INSTALMENTS = Deed(
    _("In instalments"),
    _("Share it out"),
    InstalmentsForm,
    _instalments,
    _("The instalments are agreed. Nobody is cut for this bill as long as they are kept."),
    _("The first is due in a week, the others a month apart. When two are late the whole is asked again."),
)
PROTECT = Deed(
    _("Protect from cuts"),
    _("Protect it"),
    ProtectForm,
    _protect,
    _("The contract is protected. Nobody cuts it."),
    _("An order to cut it is withdrawn; what is cut is restored."),
)
UNPROTECT = Deed(
    _("End the protection"),
    _("End it"),
    ConfirmForm,
    _unprotect,
    _("The protection has ended."),
)
SCREEN = Deed(
    _("Bills on the screen alone"),
    _("No more paper"),
    ConfirmForm,
    _screen,
    _("Noted. No more bills on paper."),
    _("The person wishes it, and is told of each bill by message."),
)
PAPER = Deed(
    _("Bills on paper again"),
    _("On paper again"),
    ConfirmForm,
    _paper,
    _("Noted. Bills come on paper again."),
)

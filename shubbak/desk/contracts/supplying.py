"""What is written down of the supply of a contract: its old references."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.contracts.access import contract_servers, the_contract
from shubbak.desk.contracts.supplying_forms import ReferenceForm
from shubbak.utility.subscriptions.actions import remember_reference
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.rules import print_contract_number

_BOTH = ["GET", "POST"]


@contract_servers
@require_http_methods(_BOTH)
def reference(request: DeskRequest, contract_number: str) -> HttpResponse:
    return _deed(request, REFERENCE, the_contract(request.visit, contract_number))


def _deed(request: DeskRequest, deed: Deed, contract: Contract) -> HttpResponse:
    back, shown = reverse("desk_contract", args=[contract.number]), print_contract_number(contract.number)
    return carry_out(request, deed, contract, back=back, named=shown, here="contracts")


def _reference(visit: Visit, form: ReferenceForm) -> None:
    remember_reference(contract=form.about, **form.cleaned_data, actor=visit.actor, at=visit.at)


REFERENCE = Deed(
    _("Add an old reference"),
    _("Keep the reference"),
    ReferenceForm,
    _reference,
    _("Kept. The contract is found under it from now on."),
    _("The number under which a former operator knew this contract, as it stands on the person’s papers."),
)

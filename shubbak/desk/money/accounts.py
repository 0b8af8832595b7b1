"""The body's own accounts at banks, and the bank whose payments must show on each."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.forms.base import one_of
from shubbak.desk.money.access import clearers
from shubbak.desk.money.bank_shown import name_of
from shubbak.desk.money.forms import AccountForm
from shubbak.payments.biller.models import Bank
from shubbak.payments.biller.queries import banks
from shubbak.payments.reconciling.actions import declare_account
from shubbak.payments.reconciling.models import BankAccount


class OwnAccountForm(AccountForm):
    """An account, and the bank that credits each payment to it in a line of its own."""

    def arrange(self) -> None:
        self.add_account(gettext("Account of the body"))
        del self.fields["bic"]
        self.fields["bank"] = one_of(
            gettext("Bank whose payments must show on it"),
            [(bank.code, name_of(bank)) for bank in banks()],
            gettext("Choose the bank."),
            help_text=gettext("Only a bank that credits each payment in a line of its own."),
        )

    @property
    def bank(self) -> Bank:
        return banks().get(code=self.cleaned_data["bank"])


@clearers
@require_http_methods(["GET", "POST"])
def declare(request: DeskRequest) -> HttpResponse:
    return carry_out(request, DECLARE, None, back=reverse("desk_banks"), here="money")


def _declare(visit: Visit, form: OwnAccountForm) -> BankAccount:
    source = form.bank.source
    iban = form.cleaned_data["account"]
    return declare_account(iban=iban, into=source, source=source, actor=visit.actor, at=visit.at)


DECLARE = Deed(
    _("An account of the body"),
    _("Note it"),
    OwnAccountForm,
    _declare,
    _("Noted. What does not show on it three days after its day is a difference."),
)

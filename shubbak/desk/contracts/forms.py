"""What is typed at the account of a contract."""

from django import forms
from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency
from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.forms.base import line, one_of
from shubbak.foundation.money import minor_digits
from shubbak.foundation.tables.cells import thousandths_of
from shubbak.foundation.text import count
from shubbak.payments.ledger.models import Payable
from shubbak.utility.arrears.rules import MOST_PARTS
from shubbak.utility.subscriptions.models import Contract

_FIGURES = {"dir": "ltr", "inputmode": "decimal", "autocomplete": "off"}


class FindForm(forms.Form):
    """Number, old reference, meter or name."""

    words = forms.CharField(max_length=200, required=False)


class RefundForm(AdministrationForm):
    about: Contract

    def arrange(self) -> None:
        amount = line(gettext("Amount"), gettext("Write the amount."), max_length=15)
        amount.widget.attrs.update(_FIGURES)
        self.fields["amount"] = amount
        choices = [("bank:refunds", gettext("By transfer")), ("cash", gettext("In cash, at the window"))]
        self.fields["account"] = one_of(gettext("How is it paid?"), choices, gettext("Choose one."))
        self.fields["reason"] = line(gettext("Reason"), gettext("Give the reason."), max_length=300)

    def clean_amount(self) -> int:
        found = thousandths_of(self.cleaned_data["amount"])
        places = minor_digits(current_agency().currency)
        if found is None or found % 10 ** (3 - places):
            raise forms.ValidationError(gettext("Write an amount, such as 120,50."))
        minor: int = found // 10 ** (3 - places)
        return minor


class WriteOffForm(AdministrationForm):
    about: Payable

    def arrange(self) -> None:
        self.fields["reason"] = line(gettext("Reason"), gettext("Give the reason."), max_length=300)


class InstalmentsForm(AdministrationForm):
    about: Payable

    def arrange(self) -> None:
        self.fields["parts"] = one_of(gettext("In how many parts?"), _parts(self), gettext("Choose one."))


def _parts(form: AdministrationForm) -> list[tuple[str, str]]:
    digits = current_agency().digits
    return [(str(n), count(n, "instalment", form.language, digits)) for n in range(2, MOST_PARTS + 1)]

"""In how many parts a bill may be paid, each choice with its amounts and days."""

from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.foundation.text import count, isolate_ltr
from shubbak.payments.ledger.models import Payable
from shubbak.portal.money import Manner
from shubbak.portal.pages import Link
from shubbak.portal.pages.contract import InstalmentsPage
from shubbak.utility.arrears.actions.instalments import FIRST_AFTER
from shubbak.utility.arrears.rules import shared_out
from shubbak.utility.bills.models import Bill


class InstalmentsForm(forms.Form):
    """One choice among those that the body gives."""

    def __init__(self, payable: Payable, choices: range, at: datetime, data: Any = None) -> None:
        super().__init__(data)
        self.fields["parts"] = forms.ChoiceField(
            label=gettext("In how many parts?"),
            choices=[(str(parts), _words(payable, parts, at)) for parts in choices],
            widget=forms.RadioSelect,
            error_messages={"required": gettext("Choose one."), "invalid_choice": gettext("Choose one.")},
        )

    @property
    def parts(self) -> int:
        return int(self.cleaned_data["parts"])


def instalments_page(bill: Bill, payable: Payable, form: InstalmentsForm) -> InstalmentsPage:
    manner = Manner.of(current_agency())
    said = {
        "number": isolate_ltr(bill.number),
        "amount": manner.amount(payable.left, payable.currency),
    }
    return InstalmentsPage(
        form=form,
        title=gettext("Pay in instalments"),
        lead=gettext("Bill No %(number)s, %(amount)s left to pay.") % said,
        back=Link(gettext("Back to the bill"), reverse("bill", args=[bill.contract.number, bill.pk])),
    )


def _words(payable: Payable, parts: int, at: datetime) -> str:
    manner = Manner.of(current_agency())
    shares = shared_out(payable.left, parts, in_its_zone(at).date() + FIRST_AFTER)
    said = {
        "parts": count(parts, "instalment", manner.language, manner.digits),
        "amount": manner.amount(shares[0][1], payable.currency),
        "day": manner.day(shares[0][0]),
    }
    return gettext("%(parts)s: the first of %(amount)s on %(day)s, then one each month") % said

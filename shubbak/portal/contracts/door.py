"""Which contract a browser may see: one whose number and second fact were given here, or one that is kept
in the account that is signed in.
"""

from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from shubbak.portal.forms import LEFT_TO_RIGHT
from shubbak.portal.reaching import holding_here
from shubbak.portal.signed_in import account_in
from shubbak.utility.subscriptions.models import Contract, Tie
from shubbak.utility.subscriptions.queries import contracts_of_account
from shubbak.utility.subscriptions.rules import Fact


class ContractForm(forms.Form):
    """Number and second fact as they were typed; only their presence is judged here."""

    number = forms.CharField(
        label=_("Contract number"),
        help_text=_(
            "8 figures at the top of the bill. An older reference is understood too, and the number of an"
            " institution's group, which begins with G."
        ),
        max_length=40,
        error_messages={"required": _("Write the contract number that stands at the top of the bill.")},
        widget=forms.TextInput(attrs={**LEFT_TO_RIGHT, "class": "short", "inputmode": "numeric"}),
    )
    fact = forms.ChoiceField(
        label=_("By what do we recognise you?"),
        choices=[
            (Fact.IDENTITY.value, _("The holder’s national identity card")),
            (Fact.PHONE.value, _("The holder’s telephone")),
        ],
        initial=Fact.IDENTITY.value,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    typed = forms.CharField(
        label=_("Its last four figures or letters"),
        help_text=_("Of the card or telephone that we know of the holder of the contract."),
        max_length=20,
        error_messages={"required": _("Write the last four figures or letters.")},
        widget=forms.TextInput(attrs={**LEFT_TO_RIGHT, "class": "short"}),
    )


class MeterForm(ContractForm):
    """The same at the door of prepaid meters, whose holders have no bill to look at."""

    number = forms.CharField(
        label=_("Number of the meter or of the contract"),
        help_text=_("The 11 figures on the meter, or the 8 of the contract."),
        max_length=40,
        error_messages={"required": _("Write the number that stands on the meter.")},
        widget=forms.TextInput(attrs={**LEFT_TO_RIGHT, "class": "short", "inputmode": "numeric"}),
    )


def contract_before(request: HttpRequest, number: str, at: datetime) -> Contract | None:
    """The contract of this number, if this browser may see it; the same answer for none and for another's."""
    holding = holding_here(request, number, at)
    return holding.contract if holding else None


def contracts_kept(request: HttpRequest, at: datetime) -> Sequence[Tie]:
    """Those of the account that is signed in."""
    account = account_in(request, at)
    return list(contracts_of_account(account.pk)) if account else []

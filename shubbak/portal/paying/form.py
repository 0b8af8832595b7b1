"""Which dues somebody pays now, and how much of each."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.foundation.text import to_western_digits
from shubbak.payments.ledger.models import Payable
from shubbak.payments.online.extension import may_be_in_parts
from shubbak.payments.online.gateways.rules import to_minor
from shubbak.payments.online.rules import MOST_PAYABLES
from shubbak.portal.money import Manner

_BOX = {"dir": "ltr", "class": "short", "inputmode": "decimal", "autocomplete": "off"}


class PayForm(forms.Form):
    """A box for each due where there are several, an amount where it may be paid in parts."""

    def __init__(self, payables: Sequence[Payable], manner: Manner, data: Any = None) -> None:
        super().__init__(data)
        self.payables, self.manner = payables, manner
        for place, payable in enumerate(payables):
            if len(payables) > 1:
                label = gettext("Pay this")
                first = place < MOST_PAYABLES
                self.fields[f"take-{place}"] = forms.BooleanField(label=label, required=False, initial=first)
            if may_be_in_parts(payable.kind):
                self.fields[f"part-{place}"] = forms.CharField(
                    label=gettext("Amount to pay now"),
                    help_text=gettext("All of it, or a part."),
                    initial=manner.figures(payable.left, payable.currency),
                    max_length=20,
                    required=False,
                    widget=forms.TextInput(attrs=_BOX),
                )
        self.fields["email"] = forms.EmailField(
            label=_("E-mail address for the receipt"),
            help_text=_("We keep it for a month, for this payment alone."),
            required=False,
            error_messages={"invalid": _("Write an address such as name@example.com, or leave it empty.")},
            widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        taken = [place for place in range(len(self.payables)) if self._is_taken(place)]
        if not taken:
            self.add_error(None, gettext("Choose what you pay."))
        if len(taken) > MOST_PAYABLES:
            self.add_error(None, gettext("Choose at most four; the others afterwards."))
        cleaned["wanted"] = [(self.payables[place].pk, self._part(place)) for place in taken]
        return cleaned

    def wanted(self) -> list[tuple[UUID, int]]:
        return list(self.cleaned_data["wanted"])

    def _is_taken(self, place: int) -> bool:
        return len(self.payables) == 1 or bool(self.cleaned_data.get(f"take-{place}"))

    def _part(self, place: int) -> int:
        """What is paid of one, in minor units; all of it where the box is empty or there is none."""
        payable, name = self.payables[place], f"part-{place}"
        typed = re.sub(r"\s", "", to_western_digits(self.cleaned_data.get(name, ""))).replace("٫", ".")
        if not typed:
            return payable.left
        try:
            amount = to_minor(typed.replace(",", "."), payable.currency)
        except ValueError:
            amount = 0
        if not 0 < amount <= payable.left:
            most = self.manner.amount(payable.left, payable.currency)
            self.add_error(name, gettext("Write an amount of at most %(most)s.") % {"most": most})
        return amount

"""For how much money, or how many units, somebody charges a meter."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from shubbak.foundation.text import to_western_digits
from shubbak.payments.online.gateways.rules import to_minor
from shubbak.portal.forms import LEFT_TO_RIGHT

MONEY, UNITS = "money", "units"
_UNITS = re.compile(r"([0-9]{1,6})(?:\.([0-9]))?")


class PrepaidForm(forms.Form):
    """`cleaned_data["asked"]` is money in minor units, or a quantity in thousandths."""

    by = forms.ChoiceField(
        label=gettext_lazy("What do you know?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    amount = forms.CharField(
        label=gettext_lazy("How much?"),
        max_length=20,
        widget=forms.TextInput(
            attrs={**LEFT_TO_RIGHT, "class": "short", "inputmode": "decimal", "autocomplete": "off"}
        ),
        error_messages={"required": gettext_lazy("Write an amount.")},
    )

    def __init__(self, data: Any = None, *, currency: str, unit: str, money: str) -> None:
        super().__init__(data)
        self.currency = currency
        by = self.fields["by"]
        by.choices = [  # type: ignore[attr-defined]  # it is a choice, not any field
            (MONEY, gettext("What I want to pay, in %(currency)s") % {"currency": money}),
            (UNITS, gettext("What I want to use, in %(unit)s") % {"unit": unit}),
        ]
        by.initial = MONEY

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("by") and cleaned.get("amount"):
            cleaned["asked"] = self._asked(cleaned["by"], cleaned["amount"])
        return cleaned

    def _asked(self, by: str, typed: str) -> int:
        plain = re.sub(r"\s", "", to_western_digits(typed)).replace("٫", ".").replace(",", ".")
        try:
            asked = to_minor(plain, self.currency) if by == MONEY else _thousandths(plain)
        except ValueError:
            asked = 0
        if not 0 < asked < 10**11:
            self.add_error("amount", gettext("Write a number such as 50 or 12.5."))
        return asked


class BuyForm(forms.Form):
    """What a button sends along: under which key, for how much."""

    key = forms.UUIDField()
    money = forms.IntegerField(min_value=1, max_value=10**11, required=False)


def _thousandths(plain: str) -> int:
    found = _UNITS.fullmatch(plain)
    if not found:
        raise ValueError(plain)
    return int(found[1]) * 1000 + int(found[2] or 0) * 100

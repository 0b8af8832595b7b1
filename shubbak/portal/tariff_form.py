"""What somebody asks of the tariffs: which one, how much, over how many days."""

import re
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from shubbak.foundation.text import to_western_digits

LONGEST_PERIOD = 400  # days
_QUANTITY = re.compile(r"([0-9]{1,7})(?:[.,٫]([0-9]{1,3}))?")
_BOX = {"dir": "ltr", "class": "short", "inputmode": "decimal", "autocomplete": "off"}


class TariffForm(forms.Form):
    """`quantity` is cleaned to whole thousandths of the tariff's unit."""

    tariff = forms.ChoiceField(
        label=_("Kind of consumption"),
        error_messages={
            "required": _("Choose a tariff."),
            "invalid_choice": _("Choose a tariff of the list."),
        },
    )
    quantity = forms.CharField(
        label=_("Consumption"),
        help_text=_("In kilowatt hours for electricity, in cubic metres for water, such as 120."),
        max_length=20,
        widget=forms.TextInput(attrs=_BOX),
        error_messages={"required": _("Write how much was consumed.")},
    )
    days = forms.CharField(
        label=_("Days between the two readings"),
        help_text=_("About 30 for a month."),
        max_length=10,
        initial="30",
        widget=forms.TextInput(attrs={**_BOX, "inputmode": "numeric"}),
        error_messages={"required": _("Write how many days.")},
    )

    def __init__(self, *data: object, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(*data)  # type: ignore[arg-type]  # a form takes its data first
        chosen = self.fields["tariff"]
        chosen.choices = list(choices)  # type: ignore[attr-defined]  # it is a choice, not any field
        chosen.initial = choices[0][0]

    def clean_quantity(self) -> int:
        found = _QUANTITY.fullmatch(_plain(self.cleaned_data["quantity"]))
        if not found:
            raise forms.ValidationError(
                _("Write a number, such as 120 or 12.5, with at most three decimals.")
            )
        whole, part = found.groups()
        return int(whole) * 1000 + int((part or "0").ljust(3, "0"))

    def clean_days(self) -> int:
        days = _plain(self.cleaned_data["days"])
        if not days.isdecimal() or not 1 <= int(days) <= LONGEST_PERIOD:
            raise forms.ValidationError(_("Write a number of days from 1 to 400."))
        return int(days)


def _plain(typed: str) -> str:
    """Western digits, without the spaces that part thousands."""
    return re.sub(r"\s", "", to_western_digits(typed))

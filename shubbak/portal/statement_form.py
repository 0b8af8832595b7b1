"""The days of a statement of account."""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST_STATEMENT = 10
"""Years."""


class StatementForm(forms.Form):
    """Two days, both in the statement."""

    first = forms.DateField(
        label=_("From the day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Choose the first day."), "invalid": _("Choose the first day.")},
    )
    last = forms.DateField(
        label=_("To the day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Choose the last day."), "invalid": _("Choose the last day.")},
    )

    def clean(self) -> dict[str, date]:
        days: dict[str, date] = super().clean() or self.cleaned_data
        first, last = days.get("first"), days.get("last")
        if first and last and first > last:
            self.add_error("last", gettext("The last day comes before the first one."))
        elif first and last and last.year - first.year > LONGEST_STATEMENT:
            self.add_error("first", gettext("A statement is of ten years at most."))
        return days

"""The short forms of the portal; those of services come from the catalogue."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TrackForm(forms.Form):
    """Number and code as they were typed; only their presence is judged here."""

    number = forms.CharField(
        label=_("Registration number"),
        help_text=_("Such as 1482/2026"),
        max_length=60,
        error_messages={"required": _("Write the registration number that stands on the receipt.")},
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "class": "short"}),
    )
    code = forms.CharField(
        label=_("Tracking code"),
        help_text=_("13 figures, such as 4706-1922-5301-8"),
        max_length=60,
        error_messages={"required": _("Write the tracking code that stands on the receipt.")},
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}),
    )

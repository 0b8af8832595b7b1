"""What the desk writes about a mandate."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.forms.base import line, text


class CheckedForm(AdministrationForm):
    checked = text(_("What you have seen"), _("Write which papers you have seen."))


class ReasonForm(AdministrationForm):
    reason = text(_("Why"), _("Say why."))


class NumberForm(AdministrationForm):
    number = line(
        _("Number of the file"),
        _("Write the number of the file."),
        max_length=40,
        help_text=_("Such as 1482/2026"),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )

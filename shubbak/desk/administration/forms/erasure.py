"""What administrators write about erasures and holds."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency
from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.forms.base import line, text

_NUMBER = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"})


class FileForm(AdministrationForm):
    """A file, by its number, and why."""

    number = line(
        _("Number of the file"),
        _("Write the number of the file."),
        max_length=40,
        help_text=_("Such as 1482/2026"),
        widget=_NUMBER,
    )
    reason = text(_("Why"), _("Say why."))


class VisaForm(AdministrationForm):
    reference = line(_("Visa of the archives, if there is one"), max_length=120)

    def arrange(self) -> None:
        """The law of Morocco on archives wants it."""
        if current_agency().country == "ma":
            self.fields["reference"].help_text = gettext(
                "As their letter bears it. Law 69-99: nothing is destroyed without it."
            )

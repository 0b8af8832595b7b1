"""What is typed at the pages of readings."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.administration.forms.base import AdministrationForm, day_field
from shubbak.desk.forms.base import line, one_of
from shubbak.foundation.tables.cells import thousandths_of
from shubbak.utility.metering.models import Campaign, Reading
from shubbak.utility.metering.rules import is_period, period_of

MOST_FILE = 10 * 1024 * 1024
_FIGURES = {"dir": "ltr", "inputmode": "decimal", "autocomplete": "off"}


class RejectForm(AdministrationForm):
    about: Reading

    def arrange(self) -> None:
        self.fields["reason"] = line(gettext("Reason"), gettext("Give the reason."), max_length=300)


class CorrectForm(RejectForm):
    """Which index counts instead, in thousandths."""

    def arrange(self) -> None:
        index = line(gettext("The right index"), gettext("Write the index."), max_length=15)
        index.widget.attrs.update(_FIGURES)
        self.fields["index"] = index
        super().arrange()

    def clean_index(self) -> int:
        found = thousandths_of(self.cleaned_data["index"])
        if found is None:
            raise forms.ValidationError(gettext("Write figures, with at most three decimals."))
        return found


class PhotoForm(AdministrationForm):
    """What the photograph shows, in thousandths; nothing where its button says that it cannot be read."""

    def arrange(self) -> None:
        missing = gettext("Write the figures, or say that it cannot be read.")
        shows = line(gettext("What does the meter show?"), missing, max_length=15)
        shows.widget.attrs.update({**_FIGURES, "autofocus": True})
        shows.required = not self.data.get("unreadable")
        self.fields["shows"] = shows
        self.fields["unreadable"] = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        shows = None if typed.get("unreadable") else thousandths_of(typed.get("shows", ""))
        if shows is None and typed.get("shows") and not typed.get("unreadable"):
            self.add_error("shows", gettext("Write figures, with at most three decimals."))
        return {"shows": shows}


class CampaignForm(AdministrationForm):
    def arrange(self) -> None:
        today = in_its_zone(self.visit.at).date()
        period = line(
            gettext("Month that is read for"),
            gettext("Write the month as 2026-11."),
            initial=period_of(today),
            max_length=7,
        )
        period.widget.attrs.update(_FIGURES)
        self.fields["period"] = period
        sector = line(gettext("Sector"), max_length=20, help_text=gettext("Leave it empty for all sectors."))
        self.fields["sector"] = sector
        self.fields["opens"] = day_field(gettext("First day"), gettext("Choose the first day."))
        self.fields["closes"] = day_field(gettext("Last day"), gettext("Choose the last day."))
        choices = [
            (Campaign.By.FIELD.value, gettext("By meter readers")),
            (Campaign.By.SELF.value, gettext("By people themselves")),
        ]
        self.fields["by"] = one_of(
            gettext("Who reads?"), choices, gettext("Choose who reads."), initial=Campaign.By.FIELD.value
        )

    def clean_period(self) -> str:
        period = str(self.cleaned_data["period"]).strip()
        if not is_period(period):
            raise forms.ValidationError(gettext("Write the month as 2026-11."))
        return period


class EstimateForm(AdministrationForm):
    about: Campaign

    def arrange(self) -> None:
        last: date = min(self.about.closes, in_its_zone(self.visit.at).date())
        self.fields["on"] = day_field(gettext("As on the day"), gettext("Choose the day."), initial=last)


class RouteForm(AdministrationForm):
    about: Campaign

    def arrange(self) -> None:
        self.fields["file"] = forms.FileField(
            label=_("File of the meter reader"),
            help_text=_("CSV or XLSX, with the columns of the file that went out."),
            error_messages={"required": _("Choose the file."), "empty": _("This file is empty.")},
            widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        )

    def clean_file(self) -> object:
        sent = self.cleaned_data["file"]
        if sent.size > MOST_FILE:
            raise forms.ValidationError(gettext("This file is larger than 10 MB."))
        return sent

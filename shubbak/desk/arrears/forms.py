"""What is typed at the pages of arrears."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.desk.administration.forms.base import AdministrationForm, day_field
from shubbak.desk.arrears.words import LINES, PROTECTIONS, SPARED
from shubbak.desk.forms.base import line, one_of
from shubbak.foundation.money import minor_digits
from shubbak.foundation.tables.cells import thousandths_of
from shubbak.utility.arrears.actions import Done
from shubbak.utility.arrears.field_files import hour_of
from shubbak.utility.arrears.models import Order
from shubbak.utility.arrears.queries import first_day_for, rules_on
from shubbak.utility.subscriptions.models import Contract

MOST_FILE = 10 * 1024 * 1024
_FIGURES = {"dir": "ltr", "inputmode": "decimal", "autocomplete": "off"}
_MONEY = ("least", "fee", "parts_up_to")


class ChooseForm(AdministrationForm):
    """Which contracts of the list; `about` is what stands on it."""

    def arrange(self) -> None:
        keys = [str(each.arrear.pk) for each in self.about if each.arrear]
        self.fields["chosen"] = forms.MultipleChoiceField(
            choices=[(key, "") for key in keys],
            error_messages={"required": _("Choose at least one contract.")},
        )


class CutForm(ChooseForm):
    """… and the day on which they are to be cut."""

    def arrange(self) -> None:
        super().arrange()
        day = first_day_for(in_its_zone(self.visit.at).date())
        self.fields["day"] = day_field(gettext("Day of the cuts"), gettext("Choose the day."), initial=day)


class DoneForm(AdministrationForm):
    about: Order

    def arrange(self) -> None:
        now = in_its_zone(self.visit.at)
        self.fields["on"] = day_field(gettext("Day"), gettext("Choose the day."), initial=now.date())
        hour = line(
            gettext("Hour"), gettext("Write the hour as 10:30."), max_length=5, initial=f"{now:%H:%M}"
        )
        hour.widget.attrs.update(_FIGURES)
        self.fields["hour"] = hour
        index = line(gettext("Index of the meter"), max_length=15)
        index.widget.attrs.update(_FIGURES)
        self.fields["index"] = index
        self.fields["crew"] = line(gettext("Crew"), max_length=120)
        self.fields["remark"] = line(gettext("Remark"), max_length=300)

    def clean_hour(self) -> time:
        hour = hour_of(self.cleaned_data["hour"])
        if hour is None:
            raise forms.ValidationError(gettext("Write the hour as 10:30."))
        return hour

    def clean_index(self) -> int | None:
        typed = self.cleaned_data["index"]
        found = thousandths_of(typed) if typed else None
        if typed and found is None:
            raise forms.ValidationError(gettext("Write figures, with at most three decimals."))
        return found

    @property
    def done(self) -> Done:
        told = self.cleaned_data
        moment = datetime.combine(told["on"], told["hour"], ZoneInfo(current_agency().zone))
        return Done(moment, told["index"], told["crew"], told["remark"])


class NotDoneForm(AdministrationForm):
    about: Order

    def arrange(self) -> None:
        self.fields["remark"] = line(gettext("Why not?"), gettext("Give the reason."), max_length=300)
        self.fields["crew"] = line(gettext("Crew"), max_length=120)


class ListForm(AdministrationForm):
    def arrange(self) -> None:
        self.fields["file"] = forms.FileField(
            label=_("List of the crew"),
            help_text=_("CSV or XLSX, with the columns of the list that went out."),
            error_messages={"required": _("Choose the file."), "empty": _("This file is empty.")},
            widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        )

    def clean_file(self) -> object:
        sent = self.cleaned_data["file"]
        if sent.size > MOST_FILE:
            raise forms.ValidationError(gettext("This file is larger than 10 MB."))
        return sent


class ProtectForm(AdministrationForm):
    about: Contract

    def arrange(self) -> None:
        choices = [(code, str(words)) for code, words in PROTECTIONS.items()]
        self.fields["kind"] = one_of(gettext("Why is it protected?"), choices, gettext("Choose one."))
        self.fields["reason"] = line(gettext("What shows it"), gettext("Give the reason."), max_length=300)


class LinesForm(AdministrationForm):
    """Every line with its value of today, and the text on which the changed ones rest."""

    def arrange(self) -> None:
        today = in_its_zone(self.visit.at).date()
        rules = rules_on(today)
        for name, words in LINES.items():
            self.fields[name] = _line_field(name, str(words), getattr(rules, name))
        self.add_named("text", gettext("Text on which they rest"))
        self.fields["starts"] = day_field(gettext("From the day"), gettext("Choose the day."), initial=today)

    @property
    def settings(self) -> dict[str, Any]:
        told = self.cleaned_data
        scale = 10 ** minor_digits(current_agency().currency)
        return {name: told[name] * scale if name in _MONEY else told[name] for name in LINES}


def _line_field(name: str, words: str, value: Any) -> forms.Field:
    if isinstance(value, bool):
        return forms.BooleanField(label=words, required=False, initial=value)
    if name == "ramadan_spares":
        choices = [(code, str(said)) for code, said in SPARED.items()]
        return one_of(words, choices, gettext("Choose one."), initial=value)
    scale = 10 ** minor_digits(current_agency().currency) if name in _MONEY else 1
    missing = gettext("Write a whole number.")
    return forms.IntegerField(
        label=words,
        min_value=0,
        max_value=10**9,
        initial=value // scale,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), missing),
        widget=forms.TextInput(attrs=_FIGURES),
    )

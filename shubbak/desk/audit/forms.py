"""What an auditor asks: read from the address, since nothing is sent here."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency
from shubbak.desk.administration.forms.base import day_field, end_of
from shubbak.desk.audit.words import AREAS
from shubbak.desk.shown.language import tongue
from shubbak.insights.readings import names_of_file
from shubbak.insights.sampling import SampleWanted
from shubbak.journal.queries import LinesWanted
from shubbak.people.models import Staff

_USUAL = timedelta(days=30)
_LONGEST_SEED = 64
_MOST = 200


class AuditForm(forms.Form):
    """`was_asked`: somebody searched; else the page shows what is usual."""

    use_required_attribute = False
    refusal: Promise | str = ""
    asked_by = "starts"

    def __init__(self, at: datetime, query: Mapping[str, str]) -> None:
        self.at, self.was_asked = at, self.asked_by in query
        super().__init__(data=self.usual() | (dict(query.items()) if self.was_asked else {}))

    def usual(self) -> dict[str, Any]:
        here = self.at.astimezone(ZoneInfo(current_agency().zone)).date()
        return {"starts": str(here - _USUAL), "ends": str(here)}

    def facts(self) -> dict[str, str | int | bool | None]:
        """What was asked, as the journal keeps it."""
        typed = self.cleaned_data.items()
        return {name: str(value) for name, value in typed if value not in ("", None)}


class PeriodForm(AuditForm):
    starts = day_field(_("From"), _("Choose the first day."))
    ends = day_field(_("Until, included"), _("Choose the last day."))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        starts, ends = typed.get("starts"), typed.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", gettext("The end must come after the beginning."))
        return typed

    def period(self) -> tuple[datetime, datetime]:
        return start_of(self.cleaned_data["starts"]), end_of(self.cleaned_data["ends"]) or self.at


class JournalForm(PeriodForm):
    area = forms.ChoiceField(label=_("Acts"), required=False)
    about = forms.CharField(label=_("About"), max_length=80, required=False)
    actor = forms.ChoiceField(label=_("By whom"), required=False)

    def __init__(self, at: datetime, query: Mapping[str, str]) -> None:
        super().__init__(at, query)
        speech, everything = tongue(), ("", gettext("All"))
        people = [(str(who.pk), speech.name(who)) for who in Staff.objects.order_by("name", "pk")]
        self.choose("area", [everything, *((code, str(words)) for code, words in AREAS.items())])
        self.choose("actor", [everything, *people])

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=self.fields[name].label, choices=choices, required=False, widget=forms.Select()
        )

    def wanted(self) -> LinesWanted:
        starts, ends = self.period()
        typed = self.cleaned_data
        return LinesWanted(starts, ends, typed["area"], names_of_file(typed["about"].strip()), typed["actor"])


class SampleForm(PeriodForm):
    asked_by = "of"
    of = forms.ChoiceField(
        label=_("Draw from"),
        choices=[("cases", _("The files")), ("entries", _("The entries of the registers"))],
        widget=forms.RadioSelect(),
    )
    stratified = forms.BooleanField(label=_("So many of each service, or of each register"), required=False)
    size = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=_MOST,
        error_messages={
            "required": _("Write a number from 1 to 200."),
            "invalid": _("Write a number from 1 to 200."),
            "min_value": _("Write a number from 1 to 200."),
            "max_value": _("Write a number from 1 to 200."),
        },
    )
    seed = forms.CharField(
        label=_("Seed"),
        max_length=_LONGEST_SEED,
        required=False,
        help_text=_("The same seed draws the same sample again. Leave it empty to have one drawn."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )

    def usual(self) -> dict[str, Any]:
        return {
            **super().usual(),
            **({} if self.was_asked else {"of": "cases", "stratified": "on", "size": "5"}),
        }

    def wanted(self) -> SampleWanted:
        starts, ends = self.period()
        typed = self.cleaned_data
        return SampleWanted(
            typed["of"], typed["seed"].strip(), typed["size"], starts, ends, typed["stratified"]
        )


class DayForm(AuditForm):
    asked_by = "day"
    day = day_field(_("On the day"), _("Choose the day."))

    def usual(self) -> dict[str, Any]:
        return {"day": str(self.at.astimezone(ZoneInfo(current_agency().zone)).date())}


def start_of(day: date) -> datetime:
    """The first instant of a day where the body is."""
    return datetime.combine(day, time(0), ZoneInfo(current_agency().zone))

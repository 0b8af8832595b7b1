"""Decisions about days and seasons of the calendar."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Season
from shubbak.agencies.queries import current_agency
from shubbak.agencies.rules import DayDecided, feast_moved
from shubbak.desk.administration.forms.base import AdministrationForm, add_week, day_field, week_typed
from shubbak.desk.forms.base import one_of
from shubbak.desk.words import Words, word

WHATS: Words = {
    "confirmed": pgettext_lazy("day", "The feast falls on this day: confirmed"),
    "moved": pgettext_lazy("day", "The feast falls on another day"),
    "holiday": pgettext_lazy("day", "A holiday that is not in the calendar"),
    "closure": pgettext_lazy("day", "The body is closed on this day"),
    "worked": pgettext_lazy("day", "It is worked after all"),
}
STATUSES: Words = {
    "estimated": pgettext_lazy("date", "estimated"),
    "confirmed": pgettext_lazy("date", "confirmed"),
}
_LONGEST_SEASON = timedelta(days=60)


class DayForm(AdministrationForm):
    """What a body decides about one day. A feast keeps the name that it has in the calendar."""

    day = day_field(_("Day"), _("Choose the day."))
    to = day_field(_("On which day it falls"), help_text=_("Only for a feast that falls on another day."))

    def arrange(self) -> None:
        whats = [(name, str(words)) for name, words in WHATS.items()]
        self.fields["what"] = one_of(gettext("What is decided"), whats, gettext("Choose what is decided."))
        self.add_named("name", gettext("Name of the day"), required=False)
        names = [name for name in self.fields if name.startswith("name_")]
        self.fields[names[0]].help_text = gettext(
            "For a holiday or a closure that the calendar does not know."
        )
        self.order_fields(["day", "what", "to", *names])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        day, what, to = typed.get("day"), typed.get("what"), typed.get("to")
        if day is None or not what:
            return typed
        known = calendar_of(current_agency()).holidays.get(day)
        typed["names"] = self.named("name") or (dict(known.name) if known else {})
        if what in ("confirmed", "moved") and known is None:
            self.add_error("day", gettext("The calendar knows no feast on this day."))
        if what == "moved" and (to is None or to == day):
            self.add_error("to", gettext("Choose the other day."))
        if what in ("holiday", "closure") and not typed["names"]:
            self.add_error(f"name_{current_agency().languages[0]}", gettext("Write the name of the day."))
        return typed

    def decisions(self) -> tuple[DayDecided, ...]:
        typed = self.cleaned_data
        day, what, names = typed["day"], typed["what"], typed["names"]
        if what == "moved":
            return feast_moved(day, typed["to"], names)
        return (DayDecided(day, "holiday" if what == "confirmed" else what, names),)


class SeasonForm(AdministrationForm):
    """The days and hours of Ramadan, as the body keeps them."""

    starts = day_field(_("First day"), _("Choose the first day."))
    ends = day_field(_("Last day"), _("Choose the last day."))

    def arrange(self) -> None:
        statuses = [(name, word(STATUSES, name)) for name in STATUSES]
        self.fields["status"] = one_of(
            gettext("The days are"), statuses, gettext("Say how sure the days are.")
        )
        add_week(self, self.initial.get("week", []))
        self.fields["day_0"].help_text = gettext("Hours such as 09:00-15:00; a day left empty is not worked.")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        starts, ends = typed.get("starts"), typed.get("ends")
        if starts and ends and not starts <= ends <= starts + _LONGEST_SEASON:
            self.add_error("ends", gettext("The last day comes after the first, at most two months later."))
        if not self.errors and not week_typed(typed):
            raise forms.ValidationError(gettext("Write the hours of at least one day."))
        return typed

    def season(self) -> Season:
        typed = self.cleaned_data
        return Season(
            kind="ramadan",
            starts=typed["starts"],
            ends=typed["ends"],
            weekly_hours=week_typed(typed),
            status=typed["status"],
        )

"""Absences with who stands in, and turns of duty."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.desk.administration.forms.base import AdministrationForm, beginning_of, day_field, end_of
from shubbak.desk.forms.base import Choices, one_of, unit_choices
from shubbak.people.queries import staff_listed


class DaysForm(AdministrationForm):
    starts = day_field(_("From"), _("Choose the first day."))
    ends = day_field(_("Until, included"), _("Choose the last day."))

    def colleagues(self) -> Choices:
        return [(str(staff.pk), staff.named_in(self.language)) for staff in staff_listed()]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        starts, ends = typed.get("starts"), typed.get("ends")
        if starts and ends:
            first, last = beginning_of(starts, self.visit.at), end_of(ends)
            typed["period"] = {"starts": first, "ends": last}
            if last is None or last <= max(first, self.visit.at):
                self.add_error("ends", gettext("The end must come after the beginning, and after today."))
        return typed


class AbsenceForm(DaysForm):
    def arrange(self) -> None:
        missing, people = gettext("Choose the colleague."), self.colleagues()
        self.fields["staff"] = one_of(gettext("Who is away"), people, missing, listed=True)
        self.fields["stand_in"] = one_of(gettext("Who stands in"), people, missing, listed=True)
        self.order_fields(["staff", "stand_in", "starts", "ends"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if typed.get("staff") and typed.get("staff") == typed.get("stand_in"):
            self.add_error("stand_in", gettext("Choose another colleague than the one who is away."))
        return typed


class TurnForm(DaysForm):
    def arrange(self) -> None:
        missing = gettext("Choose the colleague.")
        self.fields["staff"] = one_of(gettext("Who is on duty"), self.colleagues(), missing, listed=True)
        self.fields["unit"] = forms.ChoiceField(
            label=gettext("For which unit"),
            choices=[("", gettext("The whole body")), *unit_choices(self.language)],
            required=False,
            help_text=gettext("The turn counts for the units under it too."),
        )
        self.order_fields(["staff", "unit", "starts", "ends"])

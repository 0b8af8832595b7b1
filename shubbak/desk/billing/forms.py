"""What is to be billed, and until when it is to be paid."""

import re

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from shubbak.desk.administration.forms.base import AdministrationForm, day_field
from shubbak.desk.forms.base import line, one_of, text
from shubbak.foundation.text import to_western_digits
from shubbak.utility.bills.models import Correction
from shubbak.utility.bills.rules import RunFacts

_PERIOD = re.compile(r"20\d\d-(0[1-9]|1[0-2])$")


class BeginForm(AdministrationForm):
    """The month, the rounds (none: all of them), the day of issue, the last day to pay."""

    def arrange(self) -> None:
        self.fields["period"] = line(
            gettext("Month"),
            gettext("Write the month, such as 2026-10."),
            max_length=7,
            help_text=gettext("The month of the readings, such as 2026-10."),
        )
        self.fields["sectors"] = line(
            gettext("Rounds"),
            "",
            max_length=400,
            help_text=gettext("With spaces between them. Leave it empty for all rounds."),
        )
        self.fields["issue_on"] = day_field(_("Day of issue"), _("Choose the day of issue."))
        self.fields["due_on"] = day_field(_("Last day to pay"), _("Choose the last day to pay."))

    def clean_period(self) -> str:
        typed = to_western_digits(self.cleaned_data["period"])
        if not _PERIOD.match(typed):
            raise forms.ValidationError(gettext("Write the month as year and month, such as 2026-10."))
        return typed

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        issued, due = cleaned.get("issue_on"), cleaned.get("due_on")
        if issued and due and due <= issued:
            self.add_error("due_on", gettext("The last day to pay must come after the day of issue."))
        return cleaned

    @property
    def facts(self) -> RunFacts:
        given = self.cleaned_data
        sectors = tuple(given["sectors"].split())
        return RunFacts(given["period"], given["issue_on"], given["due_on"], sectors)


class ClearForm(AdministrationForm):
    """Which drafts of the page somebody looked at."""

    def arrange(self) -> None:
        self.fields["drafts"] = forms.TypedMultipleChoiceField(
            coerce=int, choices=[(str(draft.pk), "") for draft in self.about.waiting], required=True
        )


class DecideForm(AdministrationForm):
    """Granted, or refused with words for whoever proposed it."""

    about: Correction

    def arrange(self) -> None:
        choices = [("yes", gettext("Grant it")), ("no", pgettext("request", "Refuse it"))]
        self.fields["granted"] = one_of(gettext("Your decision"), choices, gettext("Grant or refuse it."))
        self.fields["answer"] = text(gettext("Words for whoever proposed it"))
        self.fields["answer"].help_text = gettext("A refusal needs them.")

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if given.get("granted") == "no" and not given.get("answer"):
            self.add_error("answer", gettext("Write why you refuse it."))
        return given

    @property
    def is_granted(self) -> bool:
        return bool(self.cleaned_data["granted"] == "yes")


class PartForm(forms.Form):
    """Which bills are printed: the part of a round, from one; "" is the round of those who have none."""

    round = forms.CharField(required=False, max_length=40, strip=False)
    part = forms.IntegerField(min_value=1, max_value=100_000)

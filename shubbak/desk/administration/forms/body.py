"""The body's words, contact data and colours; what it announces."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.models import Agency
from shubbak.desk.administration.forms.base import (
    AddressesField,
    AdministrationForm,
    MomentField,
    PhonesField,
    add_week,
    email_field,
)
from shubbak.desk.forms.base import line, one_of
from shubbak.desk.words import Words, word
from shubbak.foundation.contrast import PALETTE

KINDS: Words = {
    "news": pgettext_lazy("announcement", "News"),
    "outage": pgettext_lazy("announcement", "Planned outage"),
}
COLOURS: Words = {
    "accent": _("Accent: links and buttons"),
    "deep": _("Deep: the bar of the desk, dark grounds"),
    "tint": _("Tint: light grounds"),
    "rule": _("Rule: fine lines"),
    "glow": _("Glow: the accent on dark grounds"),
}


class BodyForm(AdministrationForm):
    """Words and contact data that people see on every page."""

    def arrange(self) -> None:
        agency: Agency = self.about
        self.add_named("name", gettext("Name of the body"), agency.name)
        self.add_named("tagline", gettext("What the body does"), agency.tagline, required=False)
        self.add_named("address", gettext("Address"), agency.address, required=False)
        self.add_named(
            "user_word", gettext("What the body calls the people it serves"), agency.user_word, required=False
        )
        self.fields["email"] = email_field(gettext("E-mail"), required=False, initial=agency.email)
        numbers = "\n".join(str(phone["number"]) for phone in agency.phones)
        hint = gettext("One a line; the first one stands on every page.")
        self.fields["phones"] = PhonesField(label=gettext("Telephones"), initial=numbers, help_text=hint)
        self.fields["privacy_number"] = line(
            gettext("Number of the declaration or authorisation about personal data"),
            max_length=60,
            initial=agency.privacy_number,
            help_text=gettext(
                "In Morocco that of the national commission (CNDP). It stands where people write."
            ),
            widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        )

        self.fields["watchers"] = AddressesField(
            label=gettext("Who watches over the register"),
            initial="\n".join(agency.watchers),
            help_text=gettext(
                "Addresses that the body does not run itself, one a line: an archive, an auditor. "
                "The day's signed checkpoint goes to them."
            ),
        )

    def told(self) -> dict[str, Any]:
        """A telephone that stays keeps its words and hours."""
        before = {_figures(str(phone["number"])): phone for phone in self.about.phones}
        numbers = self.cleaned_data["phones"]
        return {
            "name": self.named("name"),
            "tagline": self.named("tagline"),
            "address": self.named("address"),
            "user_word": self.named("user_word"),
            "email": self.cleaned_data["email"],
            "privacy_number": self.cleaned_data["privacy_number"],
            "watchers": self.cleaned_data["watchers"],
            "phones": [
                {"label": {}, **before.get(_figures(number), {}), "number": number} for number in numbers
            ],
        }


class HoursForm(AdministrationForm):
    """The week of the body: it counts for every delay, so due dates may move."""

    def arrange(self) -> None:
        add_week(self, self.about.hours)
        self.fields["day_0"].help_text = gettext(
            "Hours such as 08:30-16:30. Leave the whole week empty where the hours of the country hold."
        )


class ColoursForm(AdministrationForm):
    def arrange(self) -> None:
        for name in PALETTE:
            self.fields[name] = forms.RegexField(
                r"^#[0-9A-Fa-f]{6}$",
                label=word(COLOURS, name),
                initial=self.about.palette[name],
                widget=forms.TextInput(attrs={"type": "color", "dir": "ltr"}),
                error_messages={
                    "required": gettext("Choose a colour."),
                    "invalid": gettext("Choose a colour such as #00607C."),
                },
            )


class AnnouncementForm(AdministrationForm):
    starts = MomentField(
        _("Choose a day and an hour."),
        label=_("Begins"),
        help_text=_("News is shown from here on; an outage is told at once."),
    )
    ends = MomentField(_("Choose a day and an hour."), label=_("Ends"))

    def arrange(self) -> None:
        kinds = [(name, word(KINDS, name)) for name in KINDS]
        self.fields["kind"] = one_of(pgettext("announcement", "Kind"), kinds, gettext("Choose the kind."))
        self.add_named("title", pgettext("announcement", "One sentence"))
        self.add_named("place", gettext("Where"), required=False)
        self.add_named("text", gettext("More: the cause, what people can do"), required=False)
        typed = [name for name in self.fields if name not in ("kind", "starts", "ends")]
        self.order_fields(["kind", "starts", "ends", *typed])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        starts, ends = typed.get("starts"), typed.get("ends")
        if starts and ends and ends <= max(starts, self.visit.at):
            self.add_error("ends", gettext("The end must come after the beginning, and after now."))
        return typed


def _figures(number: str) -> str:
    """The last nine figures, by which two writings of one telephone are known."""
    return "".join(sign for sign in number if sign.isdigit())[-9:]

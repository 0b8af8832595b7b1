"""What the desk writes about a mandate."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from shubbak.accounts.rules import Address, Holder, MandateTerms
from shubbak.agencies.queries import current_agency
from shubbak.cases.rules import PersonFacts
from shubbak.catalogue.queries import services_listed
from shubbak.desk.administration.forms.base import AdministrationForm, day_field, email_field
from shubbak.desk.forms.base import line, one_of, text
from shubbak.desk.mandates.shown import RIGHTS
from shubbak.desk.words import word
from shubbak.foundation.text import parse_phone

_CODE = {"dir": "ltr", "autocomplete": "off"}
_IDENTITY = {"natural": "national_card", "legal": "company_id"}


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
        widget=forms.TextInput(attrs=_CODE),
    )


class TakenForm(AdministrationForm):
    """A mandate that somebody brings to the desk, with its paper."""

    holder = line(_("Full name of whoever acts"), _("Write the name as it stands on the identity card."))
    address = line(
        _("Their e-mail address or mobile telephone"),
        _("Write the address at which they receive codes."),
        help_text=_("They open “My files” with a code sent there. Read it back to them."),
        max_length=254,
        widget=forms.TextInput(attrs=_CODE),
    )
    name = line(_("Name of the person or institution represented"), _("Write the name as on the paper."))
    identity_number = line(
        _("Number of their identity card, or of the institution (ICE)"),
        _("Write the number as on the paper."),
        max_length=20,
        widget=forms.TextInput(attrs=_CODE),
    )
    phone = line(
        _("Their telephone"),
        help_text=_("They are told of the mandate, and may end it at any time."),
        max_length=40,
        widget=forms.TextInput(attrs={**_CODE, "inputmode": "tel"}),
    )
    email = email_field(_("Their e-mail"), required=False)
    ends = day_field(_("Last day"), help_text=_("As on the paper; empty if it names none."))
    paper = forms.FileField(
        label=_("The paper, scanned or photographed"),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("This file is empty. Choose it again."),
        },
    )
    checked = text(_("What you have seen"), _("Write which papers you have seen."))

    def arrange(self) -> None:
        kinds = [("natural", gettext("A person")), ("legal", gettext("An institution"))]
        self.fields["kind"] = one_of(gettext("For whom?"), kinds, gettext("Choose for whom."))
        rights = [(name, word(RIGHTS, name)) for name in RIGHTS]
        self.fields["right"] = one_of(
            gettext("What is allowed"), rights, gettext("Choose what is allowed."), initial="deposit"
        )
        self.fields["services"] = forms.MultipleChoiceField(
            label=gettext("For the services"),
            help_text=gettext("None chosen: all of them."),
            required=False,
            choices=[(spec.code, self.picked(spec.title)) for spec in services_listed()],
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(["holder", "address", "kind", "name", "identity_number", "phone", "email", "right"])

    def clean_address(self) -> Address:
        typed = str(self.cleaned_data["address"])
        if "@" in typed:
            return Address("email", forms.EmailField().clean(typed).lower())
        return Address("sms", _number(typed))

    def clean_phone(self) -> str:
        typed = str(self.cleaned_data["phone"])
        return _number(typed) if typed else ""

    def principal(self) -> PersonFacts:
        typed = self.cleaned_data
        named = {name: typed[name] for name in ("name", "kind", "identity_number", "phone", "email")}
        return PersonFacts(**named, identity_kind=_IDENTITY[typed["kind"]], language=_spoken())

    def taker(self) -> Holder:
        return Holder(self.cleaned_data["holder"], self.cleaned_data["address"], _spoken())

    def terms(self, today: date) -> MandateTerms:
        typed: dict[str, Any] = self.cleaned_data
        return MandateTerms(typed["right"], today, typed["ends"], tuple(typed["services"]))


def _spoken() -> str:
    return get_language() or "ar"


def _number(typed: str) -> str:
    number = parse_phone(typed, current_agency().country)
    if number is None:
        raise forms.ValidationError(_("Write the telephone number with all of its figures."))
    return number

"""Asking for a mandate, and inviting somebody to act for an institution."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shubbak.accounts.models import Account, Mandate
from shubbak.accounts.rules import MandateTerms
from shubbak.agencies.queries import current_agency
from shubbak.cases.rules import PersonFacts
from shubbak.catalogue.queries import services_listed
from shubbak.foundation.localized import pick
from shubbak.foundation.text import parse_phone
from shubbak.portal.filling.guide import spoken
from shubbak.portal.filling.mandates import RIGHTS
from shubbak.portal.forms import LEFT_TO_RIGHT, AddressForm, FilesField
from shubbak.portal.receiving import accepted

_PERSON, _LEGAL = "natural", "legal"
_IDENTITY = {_PERSON: "national_card", _LEGAL: "company_id"}


class _TermsForm(forms.Form):
    """What a mandate allows, for which services, until when."""

    right = forms.ChoiceField(
        label=_("What may be done?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what may be done.")},
    )
    services = forms.MultipleChoiceField(
        label=_("For which services?"),
        help_text=_("Choose none if it is for all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ends = forms.DateField(
        label=_("Last day of the mandate"),
        help_text=_("As the paper says; leave it empty if it names no day."),
        required=False,
        error_messages={"invalid": _("Write the day as on the calendar: year, month, day.")},
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )
    rights: tuple[str, ...] = ("see", "deposit")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        _choices(self, "right", [(right, RIGHTS[right]) for right in self.rights])
        self.offer_services(())

    def offer_services(self, allowed: Collection[str]) -> None:
        """All that the body offers, or those allowed."""
        offered = [spec for spec in services_listed() if not allowed or spec.code in allowed]
        _choices(self, "services", [(spec.code, pick(spec.title, spoken())) for spec in offered])

    def terms(self, today: date) -> MandateTerms:
        said = self.cleaned_data
        return MandateTerms(said["right"], today, said["ends"], tuple(said["services"]))


def _choices(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class MandateForm(_TermsForm):
    """For whom one wants to act, with the paper that says so."""

    kind = forms.ChoiceField(
        label=_("For whom do you want to act?"),
        choices=[(_PERSON, _("A person")), (_LEGAL, _("A company, an association or another institution"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose for whom.")},
    )
    name = forms.CharField(
        label=_("Their full name, or the name of the institution"),
        max_length=200,
        error_messages={"required": _("Write the name as it stands on the paper.")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    identity_number = forms.CharField(
        label=_("Number of their national identity card, or of the institution (ICE)"),
        max_length=20,
        error_messages={"required": _("Write the number as it stands on the paper.")},
        widget=forms.TextInput(attrs={**LEFT_TO_RIGHT, "class": "short"}),
    )
    phone = forms.CharField(
        label=_("Their telephone"),
        help_text=_("They are told of the mandate, and may end it at any time."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={**LEFT_TO_RIGHT, "inputmode": "tel", "type": "tel"}),
    )
    email = forms.EmailField(
        label=_("Their e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={**LEFT_TO_RIGHT, "inputmode": "email"}),
    )
    holder = forms.CharField(
        label=_("Your own full name"),
        max_length=200,
        error_messages={"required": _("Write your full name.")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )
    paper = FilesField(
        label=_("The power of attorney, or the paper that names you for the institution"),
        help_text=_("A photograph that can be read is enough. The counter sees the original."),
        formats=accepted(None),
    )
    rights = ("see", "deposit", "owner")
    field_order = ["kind", "name", "identity_number", "phone", "email", "holder", "right", "services", "ends"]

    def __init__(self, account: Account, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"holder": account.name})

    def clean_phone(self) -> str:
        typed = str(self.cleaned_data["phone"])
        number = parse_phone(typed, current_agency().country) if typed else ""
        if number is None:
            raise forms.ValidationError(_("Write the telephone number with all of its figures."))
        return number

    def principal(self) -> PersonFacts:
        said = self.cleaned_data
        return PersonFacts(
            name=said["name"],
            kind=said["kind"],
            identity_kind=_IDENTITY[said["kind"]],
            identity_number=said["identity_number"],
            phone=said["phone"],
            email=said["email"],
            language=spoken(),
        )


class InviteForm(AddressForm, _TermsForm):
    """Somebody else who shall act for the institution."""

    name = forms.CharField(
        label=_("Their full name"),
        max_length=200,
        error_messages={"required": _("Write their full name.")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    field_order = ["name", "address", "right", "services", "ends"]

    def __init__(self, owner: Mandate, data: Any = None) -> None:
        super().__init__(data)
        self.offer_services(owner.services)

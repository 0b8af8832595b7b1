"""The short forms of the portal; those of services come from the catalogue."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from shubbak.accounts.rules import Address
from shubbak.agencies.queries import current_agency
from shubbak.catalogue.spec import Requirement
from shubbak.foundation.localized import pick
from shubbak.foundation.text import parse_phone
from shubbak.portal.passes import ANSWER
from shubbak.portal.proving import Asked
from shubbak.portal.receiving import accepted

LONGEST_MESSAGE = 5000
LEFT_TO_RIGHT = {"dir": "ltr", "autocomplete": "off"}


class FilesBox(forms.FileInput):
    """A box for one file or more; what was chosen is read as a list."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 (Django's shape)
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """The files of a `FilesBox`. Whether they are what they say is for the store to find out."""

    def __init__(self, *, formats: str = "", **options: Any) -> None:
        options.setdefault("widget", FilesBox(attrs={"multiple": True, "accept": formats}))
        options.setdefault("error_messages", {"required": _("Choose the file to send.")})
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002 (Django's shape)
        given = [sent for sent in data or () if sent]
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return given


class TrackForm(forms.Form):
    """Number and code as they were typed; only their presence is judged here."""

    number = forms.CharField(
        label=_("Registration number"),
        help_text=_("Such as 1482/2026"),
        max_length=60,
        error_messages={"required": _("Write the registration number that stands on the receipt.")},
        widget=forms.TextInput(attrs={**LEFT_TO_RIGHT, "class": "short"}),
    )
    code = forms.CharField(
        label=_("Tracking code"),
        help_text=_("13 figures, such as 4706-1922-5301-8"),
        max_length=60,
        error_messages={"required": _("Write the tracking code that stands on the receipt.")},
        widget=forms.TextInput(attrs={**LEFT_TO_RIGHT, "inputmode": "numeric"}),
    )


class AddressForm(forms.Form):
    """Where a code shall go: an e-mail address or a telephone."""

    address = forms.CharField(
        label=_("E-mail address or mobile telephone"),
        max_length=254,
        error_messages={"required": _("Write your e-mail address or your telephone number.")},
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "username", "inputmode": "email"}),
    )

    def clean_address(self) -> Address:
        typed = str(self.cleaned_data["address"])
        if "@" in typed:
            return Address("email", forms.EmailField().clean(typed).lower())
        number = parse_phone(typed, current_agency().country)
        if number is None:
            raise forms.ValidationError(_("Write the telephone number with all of its figures."))
        return Address("sms", number)

    def given(self) -> Address:
        address: Address = self.cleaned_data["address"]
        return address


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code of six figures"),
        max_length=40,
        error_messages={"required": _("Write the six figures that we have sent to you.")},
        widget=forms.TextInput(
            attrs={
                "dir": "ltr",
                "class": "short",
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
            }
        ),
    )


class MessageForm(forms.Form):
    words = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": _("Write your message.")},
        widget=forms.Textarea(attrs={"rows": "6", "dir": "auto"}),
    )


class GuestAnswerForm(forms.Form):
    """The answer of somebody who got a letter by link."""

    words = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": _("Write your answer.")},
        widget=forms.Textarea(attrs={"rows": "6", "dir": "auto"}),
    )
    papers = FilesField(
        label=_("Papers of your answer"),
        help_text=_("If you have any: PDF, JPEG or PNG, each up to 10 megabytes."),
        formats=accepted(None),
        required=False,
    )


class PaperForm(forms.Form):
    """A further paper: one that the service takes and that is `to_come`, or another with its name."""

    OTHER = "other"
    title = forms.CharField(
        label=_("What is it?"),
        help_text=_("Such as: a photograph of the meter"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    paper = FilesField(
        label=_("The photograph or PDF file"),
        help_text=_("Up to 10 megabytes. A photograph taken with the telephone is enough if it can be read."),
        formats=accepted(None),
    )

    def __init__(self, to_come: Sequence[Requirement], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.to_come = {wanted.name: wanted for wanted in to_come}
        self.fields["title"].required = not to_come
        self.fields["title"].error_messages["required"] = gettext("Say in a few words what it is.")
        if to_come:
            self._offer_kinds()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == self.OTHER and not cleaned.get("title"):
            self.add_error("title", gettext("Say in a few words what it is."))
        return cleaned

    def given(self) -> Requirement | None:
        """The paper of the service that it is; None for any other."""
        return self.to_come.get(self.cleaned_data.get("kind", self.OTHER))

    def _offer_kinds(self) -> None:
        language = get_language() or "ar"
        named = [(wanted.name, pick(wanted.title, language)) for wanted in self.to_come.values()]
        self.fields["kind"] = forms.ChoiceField(
            label=gettext("Which paper is it?"),
            choices=[*named, (self.OTHER, gettext("Another paper"))],
            error_messages={"required": gettext("Choose which paper it is.")},
            widget=forms.RadioSelect,
        )
        self.fields["title"].under = ("kind", self.OTHER)  # type: ignore[attr-defined]
        self.order_fields(["kind", "title", "paper"])


class ReasonForm(forms.Form):
    """A withdrawal: the reason may be left out."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": "3", "dir": "auto"}),
    )


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("What is not settled?"),
        max_length=2000,
        error_messages={"required": _("Say what is not settled.")},
        widget=forms.Textarea(attrs={"rows": "4", "dir": "auto"}),
    )


class ProofForm(forms.Form):
    """The question to a person, beyond the share of their network."""

    def __init__(self, asked: Asked, *, was_wrong: bool) -> None:
        super().__init__({} if was_wrong else None)
        if asked.days:
            self.fields[ANSWER] = forms.ChoiceField(
                label=asked.words, choices=asked.days, widget=forms.RadioSelect, required=False
            )
        else:
            figures = forms.TextInput(attrs={**LEFT_TO_RIGHT, "inputmode": "numeric", "class": "short"})
            words = gettext("Write the answer in figures.")
            self.fields[ANSWER] = forms.CharField(
                label=asked.words, help_text=words, widget=figures, required=False
            )
        self.fields[ANSWER].among = True  # type: ignore[attr-defined]  # not to be called optional
        if was_wrong:
            self.add_error(
                ANSWER, gettext("That was not the answer, or it came too late. Here is another question.")
            )


class EmptyForm(forms.Form):
    """A form with nothing but its button."""

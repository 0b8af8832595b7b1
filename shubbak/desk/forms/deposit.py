"""A deposit taken by phone, letter, fax or at the counter: what begins it, and for whom it is."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from shubbak.cases.rules import PersonFacts
from shubbak.catalogue.spec import ServiceSpec
from shubbak.desk.forms.base import line, one_of
from shubbak.desk.words import CHANNELS, IDENTITIES, LANGUAGES, word
from shubbak.foundation.localized import pick
from shubbak.foundation.text.phones import parse_phone

TAKEN_IN = ("phone", "counter", "letter", "fax", "email", "social")


class BeginForm(forms.Form):
    """Service, channel and the person's language."""

    use_required_attribute = False

    def __init__(
        self, specs: Sequence[ServiceSpec], language: str, spoken: Sequence[str], **options: Any
    ) -> None:
        super().__init__(**options)
        services = [(spec.code, pick(spec.title, language)) for spec in specs]
        channels = [(name, word(CHANNELS, name)) for name in TAKEN_IN]
        languages = [(code, word(LANGUAGES, code)) for code in spoken]
        self.fields["service"] = one_of(pgettext("desk", "Service"), services, gettext("Choose the service."))
        self.fields["channel"] = one_of(
            gettext("How did it come in?"), channels, gettext("Choose how it came in.")
        )
        self.fields["language"] = one_of(
            gettext("Language of the person"), languages, gettext("Choose the language."), initial=spoken[0]
        )
        if len(services) == 1:
            self.fields["service"].initial = services[0][0]
        self.taken = {spec.code: spec.channels for spec in specs}

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        offered = self.taken.get(typed.get("service", ""), ())
        if typed.get("channel") and offered and typed["channel"] not in offered:
            self.add_error("channel", gettext("This service is not taken in this way."))
        return typed


class ForWhomForm(forms.Form):
    """The person concerned, where whoever calls or writes speaks for somebody else."""

    use_required_attribute = False
    other = forms.BooleanField(
        label=_("The file is for somebody else than the person who speaks or writes"), required=False
    )
    other_name = line(_("Name of the person concerned"), "")
    other_phone = line(_("Telephone of the person concerned"), "", max_length=30)
    other_identity_number = line(_("Identity number"), "", max_length=20)

    def __init__(self, country: str, **options: Any) -> None:
        super().__init__(prefix="whom", **options)
        self.country = country
        kinds = [("", pgettext("identity", "None")), *((name, word(IDENTITIES, name)) for name in IDENTITIES)]
        self.fields["other_identity_kind"] = forms.ChoiceField(
            label=gettext("Identity paper"), choices=kinds, required=False
        )
        self.order_fields(["other", "other_name", "other_phone", "other_identity_kind"])
        for name in ("other_phone", "other_identity_number"):
            self.fields[name].widget.attrs["dir"] = "ltr"

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("other"):
            return typed
        if not typed.get("other_name"):
            self.add_error("other_name", gettext("Write the name of the person concerned."))
        if typed.get("other_identity_number") and not typed.get("other_identity_kind"):
            self.add_error("other_identity_kind", gettext("Choose which paper the number is of."))
        if typed.get("other_phone") and parse_phone(typed["other_phone"], self.country) is None:
            self.add_error("other_phone", gettext("Write a telephone number such as 06 61 00 00 41."))
        return typed

    def person(self, language: str) -> PersonFacts | None:
        """The person concerned; None where the person speaks for themselves."""
        typed = self.cleaned_data
        if not typed["other"]:
            return None
        phone = parse_phone(typed["other_phone"], self.country) if typed["other_phone"] else ""
        return PersonFacts(
            name=typed["other_name"],
            phone=phone or "",
            identity_kind=typed["other_identity_kind"] if typed["other_identity_number"] else "",
            identity_number=typed["other_identity_number"],
            language=language,
        )

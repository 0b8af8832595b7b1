"""Whose matter a deposit is: one's own, somebody's under a mandate, or somebody else's."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Self

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.accounts.actions import choose_mandate
from shubbak.accounts.models import Account, Mandate
from shubbak.accounts.queries import written_under
from shubbak.cases.actions import save_draft
from shubbak.cases.models import Draft
from shubbak.cases.rules import PersonFacts
from shubbak.foundation.text import parse_phone
from shubbak.portal.depositing import Writing, draft_in
from shubbak.portal.forms import LEFT_TO_RIGHT


class OnBehalfForm(forms.Form):
    """Whose matter a deposit is, where somebody else brings it."""

    name = forms.CharField(
        label=_("Full name, or name of the company"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Their telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={**LEFT_TO_RIGHT, "inputmode": "tel", "type": "tel"}),
    )
    identity_number = forms.CharField(
        label=_("Number of their national identity card"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={**LEFT_TO_RIGHT, "class": "short"}),
    )
    country = "ma"
    mandates: Mapping[str, Mandate] = MappingProxyType({})
    SELF, OTHER = "self", "other"

    @classmethod
    def of(cls, writing: Writing, data: Any, mandates: Sequence[Mandate] = ()) -> Self:
        """The form as the draft has it, or as it was sent; `mandates` under which one may deposit here."""
        known = (writing.draft.on_behalf_of if writing.draft else None) or {}
        under = written_under(writing.draft) if writing.draft else None
        shown = {} if under else known
        form = cls(data, initial={name: shown.get(name, "") for name in cls.base_fields})
        form.country = writing.agency.country
        form.mandates = {str(mandate.pk): mandate for mandate in mandates}
        if mandates:
            form._offer_mandates(str(under.pk) if under else cls.OTHER if known else cls.SELF)
        return form

    def _offer_mandates(self, chosen: str) -> None:
        named = [(key, mandate.principal.name) for key, mandate in self.mandates.items()]
        self.fields["who"] = forms.ChoiceField(
            label=gettext("Whose matter is it?"),
            choices=[(self.SELF, gettext("My own")), *named, (self.OTHER, gettext("Somebody else's"))],
            error_messages={"required": gettext("Choose whose matter it is.")},
            widget=forms.RadioSelect,
            initial=chosen,
        )
        for name in ("name", "phone", "identity_number"):
            self.fields[name].under = ("who", self.OTHER)  # type: ignore[attr-defined]
        self.order_fields(["who", "name", "phone", "identity_number"])

    @property
    def mandate(self) -> Mandate | None:
        """The one that was chosen."""
        return self.mandates.get(self.cleaned_data.get("who", ""))

    def clean_phone(self) -> str:
        typed = str(self.cleaned_data["phone"])
        number = parse_phone(typed, self.country) if typed else ""
        if number is None:
            raise forms.ValidationError(_("Write the telephone number with all of its figures."))
        return number

    def given(self) -> dict[str, Any]:
        """What `save_draft` takes."""
        said = self.cleaned_data
        if not said["name"] or said.get("who") == self.SELF:
            return {"for_oneself": True}
        number = str(said["identity_number"]).upper().replace(" ", "")
        kind = "national_card" if number else ""
        facts = PersonFacts(
            name=said["name"], phone=said["phone"], identity_kind=kind, identity_number=number
        )
        return {"on_behalf_of": facts}


def keep_for_whom(writing: Writing, form: OnBehalfForm, account: Account | None) -> Draft:
    """Keep whose matter it is: one's own, somebody's under a mandate, or somebody else's.

    :raises MandateRefused: when the mandate is over meanwhile.
    """
    draft, at = draft_in(writing), writing.at
    draft = choose_mandate(draft=draft, mandate=form.mandate, account=account, at=at)
    return draft if form.mandate else save_draft(draft=draft, at=at, **form.given())

"""What is typed about a letter that leaves."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.desk.administration.forms.base import AdministrationForm, email_field
from shubbak.desk.forms.base import Choices, line, one_of, text
from shubbak.desk.registry import words as registry_words
from shubbak.desk.registry.departure import words
from shubbak.desk.words import word
from shubbak.foundation.text import sort_key_ar
from shubbak.people.models import Unit
from shubbak.people.queries import staff_listed
from shubbak.registry.departure.ways import ways
from shubbak.registry.queries import may_sign_for
from shubbak.registry.rules import (
    VISA_ROLES,
    AskedVisa,
    Destination,
    DraftFacts,
    Kind,
    LetterInvalid,
    Secrecy,
    Sender,
)

_FREE = {"dir": "auto", "autocomplete": "off"}
VISAS = 4
FEW_LINES = 20


class DraftForm(AdministrationForm):
    """The letter; `about` is the draft that is changed, or nothing."""

    subject = line(
        _("Subject"),
        _("Write what the letter is about."),
        max_length=500,
        widget=forms.TextInput(attrs=_FREE),
    )
    body = forms.CharField(
        label=_("Text of the letter"),
        max_length=20000,
        help_text=_(
            "An empty line begins a new paragraph. Fill in what stands between brackets, or delete it."
        ),
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"}),
        error_messages={"required": _("Write the letter.")},
    )
    enclosures = text(_("Enclosures by name"), help_text=_("One on each line."))

    def arrange(self) -> None:
        languages = [(code, str(said)) for code, said in registry_words.LANGUAGES.items()]
        self.fields["language"] = _listed(_("Language of the letter"), languages)
        secrets = [(code, str(registry_words.SECRECY[code])) for code in ("open", "confidential")]
        self.fields["secrecy"] = _listed(_("Secrecy"), secrets, initial="open")
        units = self._units()
        if units and self.about is None:
            self.fields["unit"] = _listed(_("Unit that writes"), units, initial=units[0][0])
        self.order_fields(["unit", "language", "subject", "body", "enclosures", "secrecy"])

    def _units(self) -> Choices:
        reached = Unit.objects.filter(code__in=self.visit.roles.units)
        return sorted(((unit.code, self.picked(unit.name)) for unit in reached), key=lambda one: one[1])

    @property
    def unit(self) -> Unit | None:
        return Unit.objects.filter(code=self.cleaned_data.get("unit", "")).first()

    def refuse(self, refused: LetterInvalid) -> None:
        for field in refused.problems:
            self.add_error(field, str(words.DRAFT_PROBLEMS[field]))

    def facts(self) -> DraftFacts:
        typed = self.cleaned_data
        named = [part.strip()[:200] for part in typed["enclosures"].splitlines() if part.strip()]
        return DraftFacts(
            subject=typed["subject"],
            body=typed["body"],
            language=typed["language"],
            secrecy=Secrecy(typed["secrecy"]),
            enclosures=tuple(named[:FEW_LINES]),
        )


class AddresseeForm(AdministrationForm):
    """One more to whom the letter goes."""

    name = line(
        _("Addressee"), _("Write to whom it goes."), max_length=300, widget=forms.TextInput(attrs=_FREE)
    )
    email = email_field(_("E-mail"), required=False)
    address = line(_("Address"), max_length=300, widget=forms.TextInput(attrs=_FREE))
    city = line(_("City"), max_length=100, widget=forms.TextInput(attrs=_FREE))
    is_copy = forms.BooleanField(label=_("A copy, for information"), required=False)

    def arrange(self) -> None:
        kinds = [(code, str(said)) for code, said in registry_words.KINDS.items()]
        self.fields["kind"] = _listed(_("Kind of addressee"), kinds)
        self.fields["way"] = _listed(_("How it is sent"), ways_offered())
        self.order_fields(["name", "kind", "way", "email", "address", "city", "is_copy"])
        self.fields["name"].widget.attrs["list"] = "senders"

    def destination(self) -> Destination:
        typed = self.cleaned_data
        told = {name: typed[name] for name in ("name", "city", "email", "address")}
        return Destination(Sender(kind=Kind(typed["kind"]), **told), typed["way"], typed["is_copy"])


class RoundForm(AdministrationForm):
    """Who agrees, in which order, and who signs."""

    def arrange(self) -> None:
        everybody = [(str(one.pk), one.named_in(self.language)) for one in staff_listed()]
        roles = [(role, word(words.VISA_ROLES, role)) for role in VISA_ROLES]
        colleagues = roles + sorted(everybody, key=lambda choice: sort_key_ar(choice[1]))
        for place in range(1, VISAS + 1):
            label = gettext("Visa %(place)s") % {"place": place}
            self.fields[f"visa_{place}"] = _listed(label, colleagues, required=False)
        orders = [("order", gettext("One after another")), ("together", gettext("All at the same time"))]
        self.fields["order"] = one_of(_("Visas are asked"), orders, gettext("Choose one."), initial="order")
        signs = [
            (str(one.pk), one.named_in(self.language)) for one in may_sign_for(self.about, self.visit.at)
        ]
        self.fields["signatory"] = _listed(_("Who signs"), signs)

    def visas(self) -> list[AskedVisa]:
        typed, together = self.cleaned_data, self.cleaned_data["order"] == "together"
        asked = [(1 if together else place, typed.get(f"visa_{place}")) for place in range(1, VISAS + 1)]
        return [_asked(whom, rank) for rank, whom in asked if whom]


def _asked(whom: str, rank: int) -> AskedVisa:
    """Of a role, or of somebody by their number."""
    return AskedVisa(rank=rank, role=whom) if whom in VISA_ROLES else AskedVisa(int(whom), rank)


class VisaForm(AdministrationForm):
    words = text(_("Remark"), help_text=_("It is read by whoever sees the draft."))


class RefusalForm(AdministrationForm):
    words = text(_("What is to be mended"), _("Say what is to be mended."))


class SentForm(AdministrationForm):
    tracking = line(
        _("Number of the registered item"),
        max_length=60,
        help_text=_("Such as RR123456789MA. Needed for registered post."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )


class DeliveredForm(AdministrationForm):
    proof = forms.FileField(
        label=_("Signed receipt, scanned"),
        required=False,
        help_text=_("Needed for what was handed over. PDF, JPEG or PNG, at most 10 MB."),
        error_messages={"empty": _("This file is empty. Choose it again.")},
    )


class AgainForm(AdministrationForm):
    email = email_field(_("E-mail"), required=False)
    address = line(_("Address"), max_length=300, widget=forms.TextInput(attrs=_FREE))

    def arrange(self) -> None:
        known = self.about.correspondent
        self.fields["email"].initial, self.fields["address"].initial = known.email, known.address
        self.fields["way"] = _listed(_("How it is sent"), ways_offered(), initial=self.about.way)
        self.order_fields(["way", "email", "address"])


def ways_offered() -> Choices:
    """Every way that leads out of here, in words."""
    return [(code, word(words.WAYS, code)) for code in ways()]


def _listed(label: Any, choices: Choices, **options: Any) -> forms.ChoiceField:
    return one_of(label, choices, gettext("Choose one."), listed=True, **options)

"""What a clerk of the registry office writes."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.administration.forms.base import AdministrationForm, MomentField, day_field, email_field
from shubbak.desk.forms.base import Choices, Label, line, one_of, text
from shubbak.desk.registry import words
from shubbak.foundation.numbering import parse_number
from shubbak.foundation.text import to_western_digits
from shubbak.registry.models import Correspondent
from shubbak.registry.queries import known_sender, natures_offered, registers_of_letters
from shubbak.registry.rules import (
    MOST_SHEETS,
    Channel,
    Kind,
    LetterFacts,
    LetterInvalid,
    Priority,
    Secrecy,
    Sender,
)

_CODE = {"dir": "ltr", "autocomplete": "off"}
_FREE = {"dir": "auto", "autocomplete": "off"}
_NOT_BY_HAND = frozenset({Channel.PORTAL, Channel.INTERNAL, Channel.EXCHANGE})
FEW_LINES, MOST_PIECES = 20, 999
REST = (
    "city",
    "email",
    "address",
    "language",
    "enclosures",
    "due_on",
    "national_portal",
    "national_reference",
    "found_at",
)
"""The fields of few letters, folded away until one of them is wrong."""


class ReasonForm(AdministrationForm):
    reason = text(_("Why"), _("Say why."))


class LinkForm(AdministrationForm):
    """To which letter, by its book and its number."""

    def arrange(self) -> None:
        books = [(one.code, self.picked(one.title)) for one in registers_of_letters()]
        self.fields["register"] = one_of(gettext("Register"), books, gettext("Choose one."), listed=True)
        self.fields["number"] = line(gettext("Number and year"), gettext("Write its number."), max_length=40)
        self.fields["number"].widget.attrs.update(_CODE)

    def clean_number(self) -> tuple[int, int]:
        """The year that was not typed is this one."""
        found = parse_number(to_western_digits(self.cleaned_data["number"]))
        if found is None:
            raise forms.ValidationError(gettext("Write its number."))
        return found[0], found[1] or in_its_zone(self.visit.at).year


class ArrivalForm(AdministrationForm):
    """A letter as it lies before the clerk; `submission` makes two posts of one form one entry."""

    has_scan = False
    submission = forms.UUIDField(widget=forms.HiddenInput)
    name = line(_("Sender"), _("Write who sends the letter."), max_length=300)
    phone = line(_("Telephone"), max_length=40, widget=forms.TextInput(attrs={**_CODE, "inputmode": "tel"}))
    subject = line(
        _("Subject"),
        _("Write what the letter is about."),
        max_length=500,
        widget=forms.TextInput(attrs=_FREE),
    )
    reference = line(_("Reference of the sender"), max_length=100, widget=forms.TextInput(attrs=_FREE))
    written_on = day_field(_("Date of the letter"))
    pieces = forms.IntegerField(
        label=_("Number of enclosures"),
        required=False,
        min_value=0,
        max_value=MOST_PIECES,
        error_messages={"invalid": _("Write a number.")},
    )
    scan = forms.FileField(
        label=_("Scan of the letter"),
        required=False,
        help_text=_("PDF, JPEG or PNG, at most 10 MB."),
        error_messages={"empty": _("This file is empty. Choose it again.")},
    )
    city = line(_("City"), max_length=100, widget=forms.TextInput(attrs=_FREE))
    email = email_field(_("E-mail"), required=False)
    address = line(_("Address"), max_length=300, widget=forms.TextInput(attrs=_FREE))
    enclosures = text(_("Enclosures by name"), help_text=_("One on each line."))
    due_on = day_field(
        _("Day that the letter sets"), help_text=_("Such as the day of a hearing. It is not reckoned again.")
    )
    national_portal = line(_("National portal"), max_length=20, help_text=_("Such as chikaya.ma"))
    national_reference = line(_("Number on that portal"), max_length=60, widget=forms.TextInput(attrs=_CODE))
    found_at = MomentField(
        "",
        required=False,
        label=_("Found late: when it really arrived"),
        help_text=_("It is entered today, and marked as found late."),
    )

    def arrange(self) -> None:
        self.fields["submission"].initial = uuid4()
        self.fields["name"].widget.attrs.update(
            {**_FREE, "list": "senders", "autofocus": True, "data-sender": True}
        )
        books = [
            (book.code, self.picked(book.title)) for book in registers_of_letters() if book.direction != "out"
        ]
        self.fields["register"] = _listed(_("Register"), books, initial=_first(books))
        self.fields["kind"] = _listed(
            _("Kind of sender"), _named(words.KINDS), missing=gettext("Choose who writes.")
        )
        natures = [(nature.code, self.picked(nature.title)) for nature in natures_offered()]
        self.fields["nature"] = _listed(_("Nature of the letter"), natures, required=False)
        ways = [(code, said) for code, said in _named(words.CHANNELS) if code not in _NOT_BY_HAND]
        self.fields["channel"] = _listed(_("How it came"), ways, initial=Channel.HAND)
        self.fields["priority"] = _listed(_("Priority"), _named(words.PRIORITIES), initial=Priority.NORMAL)
        self.fields["secrecy"] = _listed(_("Secrecy"), _named(words.SECRECY), initial=Secrecy.OPEN)
        self.fields["language"] = _listed(_("Language of the letter"), _named(words.LANGUAGES), initial="ar")
        self._ask_less()
        self.order_fields(["submission", "name", "kind", "subject", "nature", "channel", "register"])

    def _ask_less(self) -> None:
        """Whoever is known needs no kind, and a sealed envelope no subject."""
        self.fields["kind"].required = self.known is None
        self.fields["subject"].required = not (
            self.stays_sealed or self.data.get("secrecy") == Secrecy.SEALED
        )

    @cached_property
    def known(self) -> Correspondent | None:
        return known_sender(self.data["name"][:300]) if self.data.get("name", "").strip() else None

    @cached_property
    def stays_sealed(self) -> bool:
        """Of a nature that is entered from its envelope."""
        code = self.data.get("nature", "")
        return bool(code) and natures_offered().filter(code=code, stays_sealed=True).exists()

    @property
    def at_hand(self) -> list[forms.BoundField]:
        return [bound for bound in self.visible_fields() if bound.name not in self._folded]

    @property
    def the_rest(self) -> list[forms.BoundField]:
        return [self[name] for name in self._folded if name in self.fields]

    @property
    def _folded(self) -> tuple[str, ...]:
        """With a scan beside the form, another one is seldom chosen."""
        return (*REST, "scan") if self.has_scan else REST

    @property
    def rest_is_open(self) -> bool:
        return any(
            bound.errors or (self.is_bound and bound.data)
            for bound in self.the_rest
            if bound.name != "language"
        )

    def clean(self) -> dict[str, Any]:
        """Whoever is known need not be described again; what the domain refuses stands beside its field."""
        typed = super().clean() or {}
        self._fill_in(typed, self.known)
        if self.stays_sealed:
            typed["secrecy"] = Secrecy.SEALED
        if typed.get("secrecy") == Secrecy.SEALED and (typed.get("scan") or self.data.get("part")):
            self.add_error("scan", str(words.PROBLEMS["papers"]))
        if not self.errors:
            self.mend(self.facts().problems(in_its_zone(self.visit.at)))
        return typed

    def mend(self, problems: Any) -> None:
        for field in problems:
            self.add_error("scan" if field == "papers" else field, str(words.PROBLEMS[field]))

    def refuse(self, refused: LetterInvalid) -> None:
        self.mend(refused.problems)

    @property
    def submission_id(self) -> UUID:
        return UUID(str(self.cleaned_data["submission"]))

    def facts(self, papers: tuple[UUID, ...] = ()) -> LetterFacts:
        typed = self.cleaned_data
        plain = ("subject", "nature", "reference", "written_on", "language", "found_at", "due_on")
        portal = ("national_portal", "national_reference")
        return LetterFacts(
            sender=self._sender(),
            channel=Channel(typed["channel"]),
            priority=Priority(typed["priority"]),
            secrecy=Secrecy(typed["secrecy"]),
            pieces=typed["pieces"] or 0,
            enclosures=_lines(typed["enclosures"]),
            papers=papers,
            **{name: typed[name] for name in (*plain, *portal)},
        )

    def _sender(self) -> Sender:
        typed = self.cleaned_data
        told = {name: typed[name] for name in ("name", "city", "phone", "email", "address")}
        return Sender(kind=Kind(typed["kind"]), **told)

    def _fill_in(self, typed: dict[str, Any], known: Correspondent | None) -> None:
        if known is None or (typed.get("kind") or known.kind) != known.kind:
            return
        for name in ("kind", "city", "phone"):
            typed[name] = typed.get(name) or getattr(known, name)


class ReserveForm(AdministrationForm):
    """How many numbers of which book; `block` makes two posts of one form one block."""

    block = forms.UUIDField(widget=forms.HiddenInput)
    count = forms.IntegerField(
        label=_("How many sheets"),
        min_value=1,
        max_value=MOST_SHEETS,
        initial=10,
        error_messages={
            "required": _("Write how many sheets are printed."),
            "invalid": _("Write a number."),
        },
    )

    def arrange(self) -> None:
        self.fields["block"].initial = uuid4()
        books = [(book.code, self.picked(book.title)) for book in registers_of_letters()]
        self.fields["register"] = _listed(_("Register"), books, initial=_first(books))
        self.order_fields(["block", "register", "count"])


class SheetForm(ArrivalForm):
    """What was written by hand on a sheet of an outage: its number stands, its time is the true one."""

    def arrange(self) -> None:
        super().arrange()
        for name in ("register", "found_at"):
            del self.fields[name]
        self.fields["arrived_at"] = MomentField(
            _("Write the day and the hour that stand on the sheet."),
            label=_("When it came, as the sheet says"),
            help_text=_("Its delay runs from then."),
        )
        self.fields["name"].widget.attrs.pop("autofocus")
        self.fields["arrived_at"].widget.attrs["autofocus"] = True
        self.order_fields(["submission", "arrived_at", "name", "kind", "subject", "nature", "channel"])

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["found_at"] = None
        return super().clean()


def _named(said: words.Words) -> Choices:
    return [(code, str(word)) for code, word in said.items()]


def _listed(label: Label, choices: Choices, missing: str = "", **options: Any) -> forms.ChoiceField:
    return one_of(label, choices, missing or gettext("Choose one."), listed=True, **options)


def _first(books: Choices) -> str:
    codes = [code for code, _title in books]
    return "incoming" if "incoming" in codes else next(iter(codes), "")


def _lines(typed: str) -> tuple[str, ...]:
    found = [part.strip()[:200] for part in typed.splitlines() if part.strip()]
    return tuple(found[:FEW_LINES])

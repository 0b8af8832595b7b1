"""What is written about sittings, opinions and bodies."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.catalogue.queries import spec_of
from shubbak.desk.administration.forms.base import (
    AdministrationForm,
    MomentField,
    code_field,
    day_field,
    email_field,
)
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.forms.base import line, one_of, text, unit_choices
from shubbak.desk.sittings.words import CLASSES, KINDS, LANGUAGES, WAYS
from shubbak.desk.words import word
from shubbak.people.models import Staff, Unit
from shubbak.people.queries import staff_listed
from shubbak.planning.sittings.actions import BodyFacts, SeatFacts, SittingFacts
from shubbak.planning.sittings.models import AgendaItem, Body, Reservation, Round, Seat, Sitting
from shubbak.planning.sittings.queries import practice, ready_rounds
from shubbak.planning.sittings.rules import (
    INFORMATION,
    OpinionFacts,
    ReservationFacts,
    SittingRefused,
    check_opinion,
)
from shubbak.planning.sittings.wording import VALUES

_FIELD_OF = {
    "no_reasons": "reasons",
    "no_reservations": "minor",
    "reservations_unasked": "minor",
    "information_paper": "ground",
    "no_such_paper": "ground",
    "no_such_value": "value",
}


class PlanForm(AdministrationForm):
    """A new sitting. Without a day of its own the time for opinions ends four hours after it begins."""

    starts = MomentField(_("Choose a day and an hour."), label=_("Day and hour"))
    place = line(_("Place"), help_text=_("Empty for a sitting at a distance."))
    until = MomentField("", label=_("Opinions until"), required=False)

    def arrange(self) -> None:
        choices = [(each, word(CLASSES, each)) for each in CLASSES]
        self.fields["project_class"] = one_of(
            gettext("Files of which class"), choices, gettext("Choose the class."), initial="large"
        )
        self.order_fields(["project_class", "starts", "place", "until"])

    def facts(self) -> SittingFacts:
        typed: dict[str, Any] = self.cleaned_data
        until = typed["until"] or typed["starts"] + timedelta(hours=4)
        place = typed["place"]
        return SittingFacts(typed["project_class"], typed["starts"], until, place, not place)


class AgendaForm(AdministrationForm):
    """The files that are ready for a sitting of this class."""

    about: Sitting

    def arrange(self) -> None:
        waiting = ready_rounds(self.about.project_class)[:200]
        self.fields["rounds"] = forms.MultipleChoiceField(
            label=gettext("Files that are ready"),
            choices=[(str(each.pk), self._named(each)) for each in waiting],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": gettext("Choose at least one file.")},
        )

    def _named(self, round: Round) -> str:
        return f"{round.case.number} – {self.picked(round.case.title)}"

    def keys(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["rounds"]]


class ReasonForm(AdministrationForm):
    reason = text(_("Why"), _("Say why."))


class DesignerForm(AdministrationForm):
    name = line(_("Name of the designer"), _("Write the name."))


class ConflictForm(AdministrationForm):
    words = text(_("Why you take no part"), help_text=_("You need not say it."))


class OpinionForm(AdministrationForm):
    """The opinion of a body. Each line of the two boxes is one reservation."""

    about: tuple[AgendaItem, Seat]
    reasons = text(_("Reasons"), help_text=_("Asked for unless the opinion is favourable."))
    major = text(_("Major reservations"), help_text=_("One a line."))
    minor = text(_("Minor reservations"), help_text=_("One a line."))

    def arrange(self) -> None:
        choices = [(value, word(VALUES, value)) for value in VALUES]
        self.fields["value"] = one_of(
            gettext("Opinion of your body"), choices, gettext("Choose the opinion.")
        )
        documents = spec_of(self.about[0].case.service_version).documents
        self.roles = {name: paper.role for name, paper in documents.items()}
        grounds = [
            (name, self.picked(paper.title))
            for name, paper in documents.items()
            if paper.direction == "in" and paper.role != INFORMATION
        ]
        self.fields["ground"] = forms.ChoiceField(
            label=gettext("Paper on which a refusal rests"),
            choices=[("", gettext("None in particular")), *grounds],
            required=False,
            help_text=gettext("A paper that only informs never grounds a refusal (RGC, article 30)."),
        )
        self.order_fields(["value", "reasons", "major", "minor", "ground"])

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if "value" in typed and not self.errors:
            try:
                check_opinion(self.facts(), self.roles)
            except SittingRefused as refused:
                self.add_error(_FIELD_OF[refused.code], str(refusal_words(refused)))
        return typed

    def facts(self) -> OpinionFacts:
        typed: dict[str, Any] = self.cleaned_data
        asked = [
            ReservationFacts(words.strip(), severity)
            for severity in ("major", "minor")
            for words in typed[severity].splitlines()
            if words.strip()
        ]
        return OpinionFacts(typed["value"], typed["reasons"], tuple(asked), typed["ground"])


class LiftForm(AdministrationForm):
    """What lifted a reservation: words, or a paper of the file."""

    about: Reservation
    words = text(_("What lifted it"))

    def arrange(self) -> None:
        papers = list(self.about.opinion.item.case.papers.select_related("document"))
        self.papers = {str(paper.pk): paper for paper in papers}
        named = [(str(paper.pk), self.picked(paper.title) or paper.document.name) for paper in papers]
        self.fields["paper"] = forms.ChoiceField(
            label=gettext("Paper that proves it"),
            choices=[("", gettext("None in particular")), *named],
            required=False,
        )


class BodyForm(AdministrationForm):
    """A body that sits; its short name stays once it is there."""

    about: Body | None

    def arrange(self) -> None:
        known = self.about
        if known is None:
            self.fields["code"] = code_field(gettext("Short name"), gettext("Such as urban-agency"))
        self.add_named("name", gettext("Name"), known.name if known else None)
        kinds = [(each, word(KINDS, each)) for each in KINDS]
        self.fields["kind"] = one_of(
            gettext("Kind"), kinds, gettext("Choose the kind."), listed=True, initial=_of(known, "kind")
        )
        self.fields["sits_for"] = forms.MultipleChoiceField(
            label=gettext("Sits for"),
            choices=[(each, word(CLASSES, each)) for each in CLASSES],
            initial=_of(known, "sits_for"),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": gettext("Choose the class.")},
        )
        self.fields["binds"] = forms.BooleanField(
            label=gettext("Its opinion binds: without its agreement no permit is issued"),
            required=False,
            initial=_of(known, "binds"),
        )
        ways = [(each, word(WAYS, each)) for each in WAYS]
        self.fields["way"] = one_of(
            gettext("How it takes part"), ways, gettext("Choose how."), initial=_of(known, "way")
        )
        self.fields["agency"] = line(
            gettext("Code of the agency"),
            help_text=gettext("Only for a body of this installation."),
            initial=_of(known, "agency"),
            max_length=30,
        )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("way") == "exchange" and not typed.get("agency"):
            self.add_error("agency", gettext("Write the code of the agency."))
        return typed

    def facts(self) -> BodyFacts:
        typed: dict[str, Any] = self.cleaned_data
        told = {name: typed[name] for name in ("kind", "sits_for", "way", "binds", "agency")}
        code = self.about.code if self.about else typed["code"]
        return BodyFacts(code=code, name=self.named("name"), **told)


class SeatForm(AdministrationForm):
    """A member by name: a colleague, or somebody whom a link reaches by e-mail."""

    about: Body
    name = line(_("Full name"), _("Write the name."))
    quality = line(_("Quality"), help_text=_("Such as architect, head of studies."))
    email = email_field(_("E-mail"), required=False)
    starts = day_field(_("From"), _("Choose the day."))
    ends = day_field(_("Last day"))

    def arrange(self) -> None:
        staff = [(str(each.pk), each.named_in(self.language)) for each in staff_listed() if each.is_active]
        self.fields["staff"] = forms.ChoiceField(
            label=gettext("Account of a colleague"),
            choices=[("", gettext("None: by link, to the e-mail address")), *staff],
            required=False,
        )
        members = [(str(each.pk), each.name) for each in self.about.seats.filter(substitute_of=None)]
        self.fields["substitute_of"] = forms.ChoiceField(
            label=gettext("Substitute of"),
            choices=[("", gettext("Nobody: a member")), *members],
            required=False,
        )
        languages = [(each, word(LANGUAGES, each)) for each in LANGUAGES]
        self.fields["language"] = one_of(
            gettext("Language of messages"), languages, gettext("Choose how."), initial="ar"
        )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not typed.get("staff") and not typed.get("email") and "email" not in self.errors:
            self.add_error("email", gettext("Write the address, or choose the account of a colleague."))
        return typed

    def facts(self) -> SeatFacts:
        typed: dict[str, Any] = dict(self.cleaned_data)
        staff, before = typed.pop("staff"), typed.pop("substitute_of")
        return SeatFacts(
            **typed,
            staff=Staff.objects.get(pk=staff) if staff else None,
            substitute_of=self.about.seats.get(pk=before) if before else None,
        )


class EndForm(AdministrationForm):
    last = day_field(_("Last day"), _("Choose the day."))


class PracticeForm(AdministrationForm):
    """How the committee works."""

    def arrange(self) -> None:
        now = practice()
        self.fields["secretariat"] = one_of(
            gettext("Unit that keeps sittings"),
            unit_choices(self.language),
            gettext("Choose the unit."),
            listed=True,
            initial=now.secretariat.code if now.secretariat else "",
        )
        for name, label, most in (
            ("quorum", gettext("Quorum, in a hundred of the bodies consulted"), 100),
            ("sign_days", gettext("Working days to sign the minutes"), 30),
        ):
            self.fields[name] = forms.IntegerField(
                label=label, min_value=1, max_value=most, initial=getattr(now, name)
            )

    def secretariat(self) -> Unit:
        return Unit.objects.get(code=self.cleaned_data["secretariat"])


def _of(body: Body | None, name: str) -> Any:
    return getattr(body, name) if body else None

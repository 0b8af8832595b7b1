"""A step of the pack's workflow: the form asks for what its guards need, and for nothing else."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency
from shubbak.cases.extension import details_asked
from shubbak.cases.guards import answer_given
from shubbak.cases.queries.incidents import incident_led_by, open_incidents, stepping_members
from shubbak.cases.rules import AskedItem, OtherBody, StepFacts
from shubbak.catalogue.spec import Requirement, Step
from shubbak.desk.forms.base import ActForm, Given, line, one_of, staff_choices, text, unit_choices
from shubbak.desk.forms.details import field_of, minor_of, money, plain_of
from shubbak.desk.shown.incidents import incident_words
from shubbak.foundation.localized import pick
from shubbak.foundation.text.digits import to_digits

OTHER_THINGS = 3
FOR_ALL = "for_all"

_OF_FEES = ("charge", "note_quotation")
"""Effects whose argument is the fee that the amount of a step is of."""


class StepForm(ActForm):
    """`seen` is the state in which the file stood when the page was read: somebody may have been first."""

    answers_in = "answer"
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)

    def __init__(self, given: Given, step: Step, data: Mapping[str, Any] | None = None) -> None:
        self.step = step
        super().__init__(given, data, initial={"seen": given.case.state})

    def arrange(self) -> None:
        adders = {
            "result": self._ask_result,
            "unit": self._ask_unit,
            "assignee": self._ask_assignee,
            "answer": self._ask_answer,
            "amount": self._ask_amount,
            "body": self._ask_body,
            "other_file": self._ask_other_file,
            "incident": self._ask_incident,
            "reason": self._ask_reason,
        }
        for name, add in adders.items():
            if self.step.needs_guard(name):
                add()
        for fee in self._fees():
            self._ask_fee(fee)
        names = [need.name for need in self.step.needs]
        for detail in details_asked(self.given.case, names, self.given.visit.at):
            self.fields[detail.name] = field_of(detail)
        self._offer_to_all()

    def facts(self) -> StepFacts:
        typed = self.cleaned_data
        assignee = typed.get("assignee")
        return StepFacts(
            reason=typed.get("reason", ""),
            result=typed.get("result", ""),
            answer=typed.get("answer", ""),
            unit=typed.get("unit", ""),
            assignee=int(assignee) if assignee else None,
            amount=minor_of(typed.get("amount")),
            amounts={fee: minor_of(typed.get(f"amount_{fee}")) for fee in self._fees()},
            details=self._details(),
            body=self._body(),
            other_file=typed.get("other_file", ""),
            incident=int(typed["incident"]) if typed.get("incident") else None,
        )

    @property
    def for_all(self) -> bool:
        """Whether the step is meant for every file of the incident that this one leads."""
        return bool(self.cleaned_data.get(FOR_ALL))

    @property
    def asks_nothing(self) -> bool:
        return set(self.fields) == {"seen"}

    def _ask_result(self) -> None:
        names, spec = self.step.results, self.given.spec
        if len(names) > 1:
            choices = [(name, pick(spec.results[name], self.given.language)) for name in names]
            self.fields["result"] = one_of(gettext("Result"), choices, gettext("Choose the result."))

    def _ask_unit(self) -> None:
        choices = unit_choices(self.given.language, without=self.given.case.unit)
        self.fields["unit"] = one_of(gettext("Unit"), choices, gettext("Choose the unit."), listed=True)

    def _ask_assignee(self) -> None:
        missing = gettext("Choose who is to be in charge.")
        choices = staff_choices(self.given)
        self.fields["assignee"] = one_of(gettext("In charge"), choices, missing, listed=True)

    def _ask_answer(self) -> None:
        """An answer given with the decision needs not be written again."""
        given = not self.step.results and answer_given(self.given.case)
        hint = gettext("Leave it empty to send the answer already given with the result.") if given else ""
        self.fields["answer"] = text(
            gettext("Answer that the person will read"),
            "" if given else gettext("Write the answer that the person will read."),
            help_text=gettext("With the reasons of the result.") if self.step.results else hint,
        )

    def _ask_amount(self) -> None:
        if any(need.name == "amount" and not need.argument for need in self.step.needs):
            charged = (effect for effect in self.step.effects if effect.name in _OF_FEES)
            fee = next((one.argument for one in charged if one.argument not in self._fees()), "")
            title = pick(self.given.spec.fees.get(fee, {}), self.given.language) or gettext("Amount to pay")
            self.fields["amount"] = money(title, gettext("Write the amount to pay."))

    def _fees(self) -> list[str]:
        """The fees of which the step asks each amount."""
        return [need.argument for need in self.step.needs if need.name == "amount" and need.argument]

    def _ask_fee(self, fee: str) -> None:
        title = pick(self.given.spec.fees.get(fee, {}), self.given.language) or fee
        missing = gettext("Write the amount to pay; 0 if there is none.")
        self.fields[f"amount_{fee}"] = money(title, missing, least=0)

    def _details(self) -> dict[str, str]:
        names = [need.name for need in self.step.needs]
        asked = details_asked(self.given.case, names, self.given.visit.at)
        return {detail.name: plain_of(detail, self.cleaned_data.get(detail.name)) for detail in asked}

    def _ask_body(self) -> None:
        missing = gettext("Name the competent body.")
        self.fields["body"] = line(gettext("Competent body"), missing, max_length=300)
        self.fields["body_email"] = forms.EmailField(
            label=gettext("Its e-mail"),
            required=False,
            widget=forms.EmailInput(attrs={"dir": "ltr"}),
            help_text=gettext("The slip leaves for this address at once. Leave it empty to send it by post."),
        )
        self.fields["body_address"] = line(gettext("Its address"), "", max_length=300)

    def _body(self) -> OtherBody | None:
        typed = self.cleaned_data
        if not typed.get("body"):
            return None
        return OtherBody(typed["body"], typed["body_email"], typed["body_address"])

    def _ask_other_file(self) -> None:
        self.fields["other_file"] = line(
            gettext("Number of the file that goes on"),
            gettext("Write the number of the file that goes on."),
            max_length=40,
            help_text=gettext(
                "Its person learns nothing of this one; this person learns its number and its result."
            ),
        )

    def _ask_incident(self) -> None:
        found = open_incidents(self.given.case.service)
        choices = [(str(incident.pk), incident_words(incident)) for incident in found]
        missing = gettext("Choose the general fault.")
        self.fields["incident"] = one_of(gettext("General fault"), choices, missing)

    def _offer_to_all(self) -> None:
        """A step that members of the incident may take as well is taken for them too, unless ticked off."""
        incident = incident_led_by(self.given.case)
        files = stepping_members(incident, self.given.spec, self.step.name) if incident else 0
        if files:
            label = ngettext(
                "For the %(count)s other file of the general fault too",
                "For the %(count)s other files of the general fault too",
                files,
            )
            shown = to_digits(str(files), current_agency().digits)
            self.fields[FOR_ALL] = forms.BooleanField(
                label=label % {"count": shown},
                required=False,
                initial=True,
                help_text=gettext("Each person gets their own message; what one file refuses is said."),
            )

    def _ask_reason(self) -> None:
        self.fields["reason"] = text(gettext("Reason"), gettext("Write the reason."))


class AskForm(ActForm):
    """What is missing, item by item: papers of the pack, and anything else in words."""

    answers_in = "words"
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)
    words = text(_("A word to the person"), "")
    said_once = _("At least one paper.")

    def arrange(self) -> None:
        language = self.given.language
        for paper in self._papers():
            title = pick(paper.title, language)
            self.fields[f"ask-{paper.name}"] = forms.BooleanField(label=title, required=False)
            label = gettext("What is missing: %(paper)s") % {"paper": title}
            self._ask_one(f"why-{paper.name}", label)
        for number in range(1, OTHER_THINGS + 1):
            label = gettext("Another paper (%(number)s)") % {"number": number}
            self._ask_one(f"other-{number}", label if number > 1 else gettext("Another paper"))
        if self.given.case.papers_asked:
            self.fields["reason"] = text(
                gettext("Why the person is asked again"),
                gettext("Write why: the law lets the body ask once; the head answers for a second time."),
            )
        self.order_fields(
            [*(name for name in self.fields if name not in ("words", "reason")), "words", "reason"]
        )

    def _ask_one(self, name: str, label: str) -> None:
        self.fields[name] = line(label, "", max_length=500)
        self.fields[name].among = True  # type: ignore[attr-defined]  # read by form_parts

    def items(self) -> Sequence[AskedItem]:
        typed = self.cleaned_data
        papers = [
            AskedItem(requirement=paper.name, words=typed[f"why-{paper.name}"])
            for paper in self._papers()
            if typed[f"ask-{paper.name}"] or typed[f"why-{paper.name}"]
        ]
        written = (typed[f"other-{number}"] for number in range(1, OTHER_THINGS + 1))
        language = self.given.case.language
        return [*papers, *(AskedItem(title={language: words, "ar": words}) for words in written if words)]

    def _papers(self) -> list[Requirement]:
        """Main papers: those of information may follow, and no file waits for them."""
        papers = self.given.spec.documents.values()
        return [paper for paper in papers if paper.direction == "in" and paper.role == "main"]

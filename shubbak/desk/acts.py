"""What staff may do to a file besides the steps of its pack: of each the words, the form, the one call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shubbak.cases import actions
from shubbak.cases.queries import labels_numbered
from shubbak.cases.rules import PaperFacts
from shubbak.catalogue.papers import policy_of
from shubbak.desk import forms
from shubbak.desk.forms import ActForm, Given
from shubbak.documents.actions import store_upload
from shubbak.people.actions import Described
from shubbak.people.models import Staff
from shubbak.people.queries import unit_in_charge

Typed = Mapping[str, Any]


@dataclass(frozen=True)
class Act:
    """`done` is said once it has happened."""

    title: Promise
    button: Promise
    done: Promise
    form: type[ActForm]
    run: Callable[[Given, Typed], object]


def _take(given: Given, typed: Typed) -> object:  # noqa: ARG001 (the shape of every act)
    return actions.take(**given.deed)


def _assign(given: Given, typed: Typed) -> object:
    return actions.assign(assignee=Staff(pk=int(typed["assignee"])), **given.deed)


def _send(given: Given, typed: Typed) -> object:
    return actions.send_to_unit(unit=unit_in_charge(typed["unit"]), reason=typed["reason"], **given.deed)


def _note(given: Given, typed: Typed) -> object:
    return actions.note(words=typed["words"], staff=typed["staff"], units=typed["units"], **given.deed)


def _read(given: Given, typed: Typed) -> object:  # noqa: ARG001
    return actions.read_mentions(**given.deed)


def _ask_opinion(given: Given, typed: Typed) -> object:
    unit = unit_in_charge(typed["unit"])
    return actions.ask_opinion(unit=unit, question=typed["question"], due_on=typed["due_on"], **given.deed)


def _answer_opinion(given: Given, typed: Typed) -> object:
    return actions.answer_opinion(words=typed["words"], **given.deed)


def _withdraw_opinion(given: Given, typed: Typed) -> object:
    return actions.withdraw_opinion(unit=unit_in_charge(typed["unit"]), **given.deed)


def _labels(given: Given, typed: Typed) -> object:
    labels = labels_numbered(map(int, typed["labels"]))
    return actions.set_labels(labels=labels, **given.deed)


def _opinion(given: Given, typed: Typed) -> object:
    return actions.record_opinion(name=typed["name"], words=typed["words"], **given.deed)


def _extend(given: Given, typed: Typed) -> object:
    return actions.extend_clock(code=typed["code"], reason=typed["reason"], **given.deed)


def _tell(given: Given, typed: Typed) -> object:
    said = {name: typed[name] for name in ("channel", "words", "to_name")}
    return actions.tell(reached=typed["reached"] == "yes", **said, **given.deed)


def _write(given: Given, typed: Typed) -> object:
    return actions.write_to_person(subject=typed["subject"], words=typed["words"], **given.deed)


def _write_to_body(given: Given, typed: Typed) -> object:
    letter = {name: typed[name] for name in ("name", "email", "subject", "words")}
    return actions.write_to_body(**letter, **given.deed)


def _add_paper(given: Given, typed: Typed) -> object:
    """A paper of the pack in the formats that the pack names, any other in all formats that are taken."""
    named = given.spec.documents.get(typed["requirement"])
    upload = typed["file"]
    document = store_upload(
        stream=upload,
        name=upload.name,
        allowed=policy_of(named),
        at=given.visit.at,
        title=typed["title"],
        direction=named.direction if named else "internal",
        origin="desk",
    )
    paper = PaperFacts(document.pk, named.name if named else "")
    return actions.add_paper(paper=paper, public=typed["seen_by"] == "person", **given.deed)


def _new_code(given: Given, typed: Typed) -> object:
    return actions.rotate_code(reason=typed["reason"], **given.deed)


def _correct(given: Given, typed: Typed) -> object:
    said = {name: typed[name] for name in typed if name != "reason"}
    return actions.correct_applicant(told=Described(**said), reason=typed["reason"], **given.deed)


ACTS: Mapping[str, Act] = {
    "take": Act(_("Take the file"), _("Take the file"), _("The file is yours."), ActForm, _take),
    "assign": Act(
        _("Put somebody in charge"),
        _("Put in charge"),
        _("The file has a person in charge."),
        forms.AssignForm,
        _assign,
    ),
    "send": Act(_("Send to another unit"), _("Send"), _("The file was sent."), forms.SendForm, _send),
    "note": Act(
        _("Write a note"), _("Keep the note"), _("The note stands on the file."), forms.NoteForm, _note
    ),
    "labels": Act(
        _("Labels of the file"),
        pgettext_lazy("labels", "Keep"),
        _("The labels stand on the file."),
        forms.LabelsForm,
        _labels,
    ),
    "read": Act(
        _("Notes in which you are named"),
        _("I have read them"),
        _("The file has left the list of those in which you are named."),
        ActForm,
        _read,
    ),
    "ask-opinion": Act(
        _("Ask another unit for its opinion"),
        _("Ask the unit"),
        _("The unit is asked. The file stays here, and its time runs on."),
        forms.AskOpinionForm,
        _ask_opinion,
    ),
    "answer-opinion": Act(
        _("Answer for your unit"),
        _("Give the opinion"),
        _("The opinion stands on the file, and the unit that asked is told."),
        forms.AnswerOpinionForm,
        _answer_opinion,
    ),
    "withdraw-opinion": Act(
        _("Ask no longer for an opinion"),
        _("Ask no longer"),
        _("The unit is asked no longer."),
        forms.WithdrawOpinionForm,
        _withdraw_opinion,
    ),
    "opinion": Act(
        _("Record an opinion"),
        _("Record"),
        _("The opinion stands on the file."),
        forms.OpinionForm,
        _opinion,
    ),
    "extend": Act(
        _("Prolong a delay"), _("Prolong"), _("The delay is prolonged."), forms.ExtendForm, _extend
    ),
    "tell": Act(
        _("Tell the person the result"),
        _("Write down this telling"),
        _("The telling stands on the file."),
        forms.TellForm,
        _tell,
    ),
    "write": Act(
        _("Write to the person"),
        _("Send the message"),
        _("The message is about to leave."),
        forms.WriteForm,
        _write,
    ),
    "write-to-body": Act(
        _("Write to another body"),
        _("Send the message"),
        _("The message is about to leave."),
        forms.WriteToBodyForm,
        _write_to_body,
    ),
    "paper": Act(
        _("Add a paper"), _("Add the paper"), _("The paper is on the file."), forms.PaperForm, _add_paper
    ),
    "new-code": Act(
        _("Draw a new tracking code"),
        _("Draw a new code"),
        _("There is a new code; the old one and all links have died."),
        forms.ReasonForm,
        _new_code,
    ),
    "correct": Act(
        _("Correct what is kept about the person"),
        _("Correct it"),
        _("It is corrected. If somebody else could read the old address, draw a new tracking code too."),
        forms.CorrectForm,
        _correct,
    ),
}

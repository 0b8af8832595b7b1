"""What is typed into a form of a file is kept on the server until it is sent, and offered again.

A form is known by its kind and name: ``steps/resolve``, ``acts/write``. Forms that take files, or no words,
are not kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext

from shubbak.cases.actions import forget_unsent, keep_unsent
from shubbak.cases.models import UnsentAct
from shubbak.cases.queries import unsent_acts
from shubbak.desk.acts import ACTS
from shubbak.desk.forms import ActForm, AskForm, Given, StepForm
from shubbak.desk.forms.base import LONGEST
from shubbak.desk.shown.language import tongue
from shubbak.foundation.localized import pick

_ADDRESSES = {"steps": "desk_step", "acts": "desk_act"}


@dataclass(frozen=True)
class Unsent:
    """A form that was begun, as the page of its file offers it again."""

    title: str
    moment: str
    url: str


def form_named(given: Given, act: str) -> ActForm | None:
    """The empty form of an act; None where there is no such form, or where nothing is written in it."""
    kind, _, name = act.partition("/")
    if kind == "steps" and name in given.spec.steps:
        return step_form(given, name)
    if kind == "acts" and name in ACTS:
        form = ACTS[name].form(given)
        return form if has_words(form) else None
    return None


def has_words(form: ActForm) -> bool:
    """Whether something is written in it that would be lost: not where a choice or a file is all."""
    written = (isinstance(field.widget, forms.Textarea) for field in form.fields.values())
    return not form.is_multipart() and any(written)


def step_form(given: Given, name: str, data: Mapping[str, Any] | None = None) -> AskForm | StepForm:
    """The form of a step of the pack."""
    step = given.spec.steps[name]
    return AskForm(given, data) if step.needs_guard("observations") else StepForm(given, step, data)


def follow(form: ActForm, act: str, kept: Mapping[str, UnsentAct] | None = None) -> ActForm:
    """Keep what a refused form holds; put back into a new one what was kept, and say since when."""
    if not has_words(form):
        return form
    if form.is_bound:
        keep(form, act, form.data)
    given = form.given
    found = (unsent_acts(given.visit.staff, given.case) if kept is None else kept).get(act)
    form.keep_url = reverse("desk_keep", args=[given.case.pk, *act.split("/")])
    if found:
        form.initial.update(found.typed)
        form.kept = kept_words(found.saved_at, given.visit.at)
    return form


def keep(form: ActForm, act: str, typed: Mapping[str, Any]) -> None:
    """Keep what stands in the fields that the form shows; where nothing does, there is nothing to keep."""
    shown = [name for name, field in form.fields.items() if not isinstance(field.widget, forms.HiddenInput)]
    words = {name: str(typed.get(name, ""))[:LONGEST] for name in shown}
    written, given = {name: word for name, word in words.items() if word.strip()}, form.given
    if written:
        keep_unsent(case=given.case, staff=given.visit.staff, act=act, typed=written, at=given.visit.at)
    else:
        forget(form, act)


def forget(form: ActForm, act: str) -> None:
    """The act was done, or its writer threw the draft away."""
    forget_unsent(case=form.given.case, staff=form.given.visit.staff, act=act)


def kept_words(saved_at: datetime, at: datetime) -> str:
    return gettext("Draft kept: %(moment)s") % {"moment": tongue().moment(saved_at, at)}


def unsent_shown(given: Given, kept: Mapping[str, UnsentAct]) -> Sequence[Unsent]:
    """The forms of a file that were begun and not sent, the latest first."""
    case_id, at, speech = given.case.pk, given.visit.at, tongue()
    return [
        Unsent(title, speech.moment(found.saved_at, at), reverse(_ADDRESSES[kind], args=[case_id, name]))
        for act, found in kept.items()
        for kind, _, name in [act.partition("/")]
        if (title := _title(given, kind, name))
    ]


def _title(given: Given, kind: str, name: str) -> str:
    if kind == "steps":
        step = given.spec.steps.get(name)
        return pick(step.title, given.language) if step else ""
    return str(ACTS[name].title) if name in ACTS else ""

"""The survey of a pack as a form, and what was said in it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext

from shubbak.cases.models import Case
from shubbak.catalogue.spec import Survey
from shubbak.catalogue.spec.parts import SurveyQuestion
from shubbak.feedback.actions import rate
from shubbak.feedback.rules import FACES, FeedbackRefused
from shubbak.foundation.localized import pick
from shubbak.portal.answering import applicant_of

_SOLVED = "solved"
_READ: dict[str, Callable[[str], bool | int | str]] = {"yes_no": "yes".__eq__, "faces": int}


class OpinionForm(forms.Form):
    """One field a question of the survey; faces and yes-or-no are asked for, words may be left out."""

    def __init__(self, survey: Survey, data: Any = None) -> None:
        super().__init__(data)
        self.survey, language = survey, get_language() or "ar"
        for question in survey.questions:
            self.fields[question.id] = _field(question, pick(question.label, language))
        first = next(iter(self.fields.values()))
        first.titled = True  # type: ignore[attr-defined]  # the heading of the page is its label

    def said(self) -> dict[str, Any]:
        """What `feedback.actions.rate` takes."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        kinds = {question.id: question.type for question in self.survey.questions}
        answers = {name: _READ.get(kinds[name], str)(value) for name, value in given.items()}
        faces = [value for name, value in answers.items() if kinds[name] == "faces"]
        words = [str(value) for name, value in answers.items() if kinds[name] == "long_text"]
        return {
            "face": faces[-1] if faces else 5 if answers.get(_SOLVED) else 1,
            "solved": answers.get(_SOLVED),
            "words": "\n".join(words),
            "answers": {name: value for name, value in answers.items() if kinds[name] != "long_text"},
        }


def _field(question: SurveyQuestion, label: str) -> forms.Field:
    missing = {"required": gettext("Choose an answer to: %(question)s") % {"question": label}}
    if question.type == "faces":
        choices = list(zip(map(str, reversed(FACES)), _faces(), strict=True))
        return forms.ChoiceField(
            label=label, choices=choices, widget=forms.RadioSelect, error_messages=missing
        )
    if question.type == "yes_no":
        choices = [("yes", gettext("Yes")), ("no", gettext("No"))]
        return forms.ChoiceField(
            label=label, choices=choices, widget=forms.RadioSelect, error_messages=missing
        )
    return forms.CharField(
        label=label,
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": "4", "dir": "auto"}),
    )


def _faces() -> tuple[str, ...]:
    """From very happy to very unhappy, as `FACES` reversed."""
    return (
        gettext("Very satisfied"),
        gettext("Satisfied"),
        gettext("Neither satisfied nor dissatisfied"),
        gettext("Dissatisfied"),
        gettext("Very dissatisfied"),
    )


def give_opinion(case: Case, form: OpinionForm, at: datetime) -> bool:
    """Rate a closed file; False with what is wrong in the form. A second time changes nothing."""
    if not form.is_valid():
        return False
    try:
        rate(case=case, actor=applicant_of(case), at=at, language=get_language() or "ar", **form.said())
    except FeedbackRefused as refused:
        if refused.code == "rated_before":
            return True
        form.add_error(None, gettext("This file is not closed yet."))
        return False
    return True

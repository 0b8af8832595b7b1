"""All answers of a form at once, as the review page and the API need them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, override

from shubbak.catalogue.forms.reading import read_answer
from shubbak.catalogue.forms.refusal import AnswerRefused, Reading
from shubbak.catalogue.spec import Question, ServiceSpec


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """``answers`` to keep, by question; ``problems``: messages by question, or ``question.part``."""

    answers: dict[str, Any]
    problems: dict[str, str]


def read_answers(spec: ServiceSpec, raw: Mapping[str, Any], reading: Reading) -> ReadAnswers:
    """Read a whole form. Answers to questions that are not asked with the other answers are left out, those
    that the others bring with them (the class of a project) are written beside them.
    """
    read = ReadAnswers({}, {})
    with override(reading.language):
        for page in spec.pages:
            if page.when is not None and not page.when.holds(read.answers):
                continue
            for question in page.questions:
                if question.when is None or question.when.holds(read.answers):
                    _read_into(read, question, raw.get(question.id), reading)
        known = {question.id for question in spec.questions()}
        for name in sorted(set(raw) - known):
            read.problems[name] = gettext("This service does not ask this question.")
    read.answers.update(spec.classes_of(read.answers))
    return read


def answers_problems(spec: ServiceSpec, answers: Mapping[str, Any], reading: Reading) -> dict[str, str]:
    """Messages by question, empty when the answers may be deposited. Files are checked apart."""
    return read_answers(spec, answers, reading).problems


def _read_into(read: ReadAnswers, question: Question, raw: object, reading: Reading) -> None:
    if question.type == "files":
        return
    try:
        answer = read_answer(question, raw, reading)
    except AnswerRefused as refusal:
        for part, message in refusal.problems.items():
            read.problems[f"{question.id}.{part}" if part else question.id] = message
        return
    if answer is not None:
        read.answers[question.id] = answer

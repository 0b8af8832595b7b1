"""The form of a service: pages of one question each, with the questions that depend on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shubbak.catalogue.spec.conditions import Condition
from shubbak.foundation.localized import Localized


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: Localized
    hint: Localized = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """A validation with its own message. ``kind``: pattern, min, max, not_future, not_past, max_length."""

    kind: str
    value: str
    message: Localized


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``type`` is one of :data:`shubbak.catalogue.vocabulary.QUESTION_TYPES`.

    ``missing`` is the message when nothing was answered, ``errors`` those of parts (``street``…).
    ``binds`` says which fact of the applicant it is (``name``, ``phone``…), ``short`` labels it in a summary.
    An answer that ``names`` a ``file`` is its number: the desk finds it by that.
    A ``group`` asks its ``parts`` once a row, for ``least`` to ``most`` rows, each called ``item``.
    """

    id: str
    type: str
    label: Localized
    hint: Localized
    required: bool
    when: Condition | None
    missing: Localized
    checks: tuple[Check, ...] = ()
    choices: tuple[Choice, ...] = ()
    document: str = ""
    max_files: int = 1
    prefill: str = ""
    names: str = ""
    unit: Localized = field(default_factory=dict)
    districts: tuple[Choice, ...] = ()
    errors: Mapping[str, Localized] = field(default_factory=dict)
    binds: str = ""
    short: Localized = field(default_factory=dict)
    parts: tuple["Question", ...] = ()
    item: Localized = field(default_factory=dict)
    least: int = 1
    most: int = 1

    def choice_label(self, value: str) -> Localized | None:
        return next((choice.label for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the form, shown when ``when`` holds; without a title, its first question is its title."""

    id: str
    title: Localized
    intro: Localized
    when: Condition | None
    questions: tuple[Question, ...]

    def shown_questions(self, answers: Mapping[str, object]) -> tuple[Question, ...]:
        return tuple(q for q in self.questions if q.when is None or q.when.holds(answers))

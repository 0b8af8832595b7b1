"""Answers to any form, made of what its questions declare: what a person gives who answers no more than is
asked.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from shubbak.catalogue.spec import Condition, Question, ServiceSpec

PHONES = {"ma": "0661000042", "om": "92345678"}
WORDS = "نص واضح ومختصر."
PATTERNED = ("12345/31", "OM81 0180 0000 0129 9123 456", "230 330 0000000000000000 26")
"""One for each kind of number that a pack has its own pattern for: a land title, an IBAN, a bank's number."""

Answers = dict[str, Any]


def answers_on_the_way(spec: ServiceSpec, country: str, today: date) -> Answers:
    """Answers of all questions that are shown, such that the main journey of the pack is open to the file."""
    steps = [spec.steps[taken["step"]] for taken in spec.tests[0].walk]
    wanted = {**_wanted_by(*(step.when for step in steps)), **(spec.tests[0].answers or {})}
    given: Answers = {}
    for page in spec.pages:
        if page.when is None or page.when.holds(given):
            for question in page.questions:
                if question.when is None or question.when.holds(given):
                    _give(given, question, wanted, country, today)
    return given


def boxes(question: Question, answer: Any) -> Iterator[tuple[str, str]]:
    """Names of the boxes of a question, with what is typed or chosen in each."""
    if question.type == "group" and answer:
        yield from ((f"{question.id}-0-{part}", str(value)) for part, value in answer[0].items())
    elif question.type == "place" and answer:
        kind = answer["choice"]
        yield question.id, kind
        yield from ((f"{question.id}-{kind}-{part}", answer[part]) for part in ("district", "street"))
    elif question.type == "person" and answer:
        yield from ((f"{question.id}-{part}", value) for part, value in answer.items())
    elif answer is not None:
        values = answer if isinstance(answer, list) else [answer]
        yield from ((question.id, _word(value)) for value in values)


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _give(given: Answers, question: Question, wanted: Answers, country: str, today: date) -> None:
    if question.required or question.id in wanted:
        given[question.id] = wanted.get(question.id, _answer(question, country, today))


def _wanted_by(*conditions: Condition | None) -> Answers:
    """An answer to each question that one of the conditions looks at; yes or no is turned by a ``not``."""
    wanted: Answers = {}
    for condition in conditions:
        if condition is None:
            continue
        if condition.kind == "equals":
            wanted[condition.question] = _value(condition.values[0])
        elif condition.kind == "not":
            turned = _wanted_by(*condition.parts)
            wanted |= {name: not value for name, value in turned.items() if isinstance(value, bool)}
        else:
            wanted |= _wanted_by(*condition.parts)
    return wanted


def _value(word: str) -> str | bool:
    return {"true": True, "false": False}.get(word, word)


def _answer(question: Question, country: str, today: date) -> Any:
    checks = {check.kind: check.value for check in question.checks}
    simple: Mapping[str, Any] = {
        "long_text": WORDS,
        "number": max(2, int(float(checks.get("min") or 0))),
        "date": (today + timedelta(days=3 if "not_past" in checks else -3)).isoformat(),
        "contract": "00451207",
        "phone": PHONES[country],
        "email": "fatima@example.org",
        "person": {"name": "فاطمة الحداد", "identity_kind": "national_id", "identity_number": "71234567"},
        "yes_no": checks.get("pattern") == "True",
    }
    if question.type in simple:
        return simple[question.type]
    if question.type == "text":
        return _text(question, checks.get("pattern", ""))
    return _chosen(question, country, today)


def _text(question: Question, pattern: str) -> str:
    if question.binds == "name":
        return "فاطمة الحداد"
    fitting = (text for text in PATTERNED if re.fullmatch(pattern, text))
    return next(fitting) if pattern else "12/2026"


def _chosen(question: Question, country: str, today: date) -> Any:
    """A choice, some of them, a place, or one row of a group."""
    if question.type == "group":
        return [{part.id: _answer(part, country, today) for part in question.parts if part.required}]
    if question.type == "files":
        return []
    values = [choice.value for choice in question.choices]
    if question.type == "place":
        district = next((choice.value for choice in question.districts), WORDS)
        return {"choice": "address", "district": district, "street": "زنقة الحدادين، رقم 7"}
    return values[:1] if question.type == "choices" else values[0]

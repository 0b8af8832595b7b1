"""Answers to all questions of a pack, read off its specification: a canary wherever words may be typed."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from math import ceil
from typing import Any

from hypothesis import Phase, find, settings
from hypothesis import strategies as st

from shubbak.catalogue.forms import Reading, answers_problems
from shubbak.catalogue.forms.places import BOUNDS
from shubbak.catalogue.spec import Question, ServiceSpec

Say = Callable[[], str]
"""Gives the next canary."""
_PLAIN = {"contract": "03412207", "phone": "0661000041", "email": "knry@example.ma", "yes_no": True}
_PHONES = {"ma": "0661000041", "om": "92123456", "ae": "0501234567"}
_FIRST = settings(phases=[Phase.generate], database=None)
"""The first that fits will do: nothing is made smaller."""


def answers_with(spec: ServiceSpec, say: Say, reading: Reading) -> dict[str, Any]:
    """Complete answers; where the pack refuses the canary, something that it takes."""
    answers: dict[str, Any] = {}
    for page in spec.pages:
        for question in page.questions:
            holds = all(part is None or part.holds(answers) for part in (page.when, question.when))
            if holds and question.type != "files":
                answers[question.id] = answer_to(question, say, reading)
    for name in answers_problems(spec, answers, reading):
        asked = name.partition(".")[0]
        question = next(question for question in spec.questions() if question.id == asked)
        answers[asked] = _plain_answer(question, reading)
    return answers


def answer_to(question: Question, say: Say, reading: Reading) -> Any:
    if question.type in ("text", "long_text"):
        longest = next((check.value for check in question.checks if check.kind == "max_length"), "5000")
        return say()[: int(longest)]
    if question.type in _MAKERS:
        return _MAKERS[question.type](question, say, reading)
    return _PLAIN[question.type]


def _number(question: Question, say: Say, reading: Reading) -> int:
    return next((ceil(float(check.value)) for check in question.checks if check.kind == "min"), 1)


def _date(question: Question, say: Say, reading: Reading) -> str:
    later = any(check.kind == "not_past" for check in question.checks)
    return (reading.today + timedelta(days=2 if later else -2)).isoformat()


def _rows(question: Question, say: Say, reading: Reading) -> list[dict[str, Any]]:
    rows = max(1, question.least)
    return [{part.id: answer_to(part, say, reading) for part in question.parts} for _ in range(rows)]


def _person(question: Question, say: Say, reading: Reading) -> dict[str, str]:
    identity = {"identity_kind": "passport", "identity_number": "K123481"}
    return {"kind": "natural", "name": say()[:120], **identity}


def _place(question: Question, say: Say, reading: Reading) -> Mapping[str, Any]:
    kinds = [choice.value for choice in question.choices]
    if "address" in kinds:
        district = question.districts[0].value if question.districts else say()[:100]
        return {"choice": "address", "district": district, "street": say()[:100], "landmark": say()[:100]}
    south, _, west, _ = BOUNDS[reading.country]
    point = f"{south + 1:.4f}, {west + 1:.4f}"
    return {"choice": kinds[0], "contract": "03412207", "point": point, "landmark": say()[:100]}


def _plain_answer(question: Question, reading: Reading) -> Any:
    """What the pack's own pattern takes."""
    pattern = next((check.value for check in question.checks if check.kind == "pattern"), None)
    if pattern is None:
        return answer_to(question, lambda: "كلمات", reading)
    return find(st.from_regex(pattern, fullmatch=True).filter(str.isascii), lambda _: True, settings=_FIRST)


_MAKERS: dict[str, Callable[[Question, Say, Reading], Any]] = {
    "number": _number,
    "date": _date,
    "choice": lambda question, say, reading: question.choices[0].value,
    "choices": lambda question, say, reading: [choice.value for choice in question.choices[:2]],
    "person": _person,
    "place": lambda question, say, reading: _place(question, say, reading),
    "group": _rows,
    "phone": lambda question, say, reading: _PHONES.get(reading.country, _PLAIN["phone"]),
}

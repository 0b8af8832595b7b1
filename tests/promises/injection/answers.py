"""Answers to all questions of a pack, read off its specification: a canary wherever words may be typed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from shubbak.catalogue.forms import Reading, answers_problems
from shubbak.catalogue.forms.places import BOUNDS
from shubbak.catalogue.spec import Question, ServiceSpec

_PLAIN = {"contract": "03412207", "phone": "0661000041", "email": "knry@example.ma", "yes_no": True}
_PHONES = {"ma": "0661000041", "om": "92123456", "ae": "0501234567"}


def answers_with(spec: ServiceSpec, text: str, reading: Reading) -> dict[str, Any]:
    """Complete answers; where the pack refuses the canary, something that it takes."""
    answers: dict[str, Any] = {}
    for page in spec.pages:
        for question in page.questions:
            holds = all(part is None or part.holds(answers) for part in (page.when, question.when))
            if holds and question.type != "files":
                answers[question.id] = answer_to(question, text, reading)
    for name in answers_problems(spec, answers, reading):
        asked = name.partition(".")[0]
        question = next(question for question in spec.questions() if question.id == asked)
        answers[asked] = _plain_answer(question, reading)
    return answers


def answer_to(question: Question, text: str, reading: Reading) -> Any:
    match question.type:
        case "text" | "long_text":
            return text
        case "number":
            return next((int(float(check.value)) for check in question.checks if check.kind == "min"), 1)
        case "date":
            later = any(check.kind == "not_past" for check in question.checks)
            return (reading.today + timedelta(days=2 if later else -2)).isoformat()
        case "choice":
            return question.choices[0].value
        case "choices":
            return [choice.value for choice in question.choices[:2]]
        case "person":
            return {
                "kind": "natural",
                "name": text[:120],
                "identity_kind": "passport",
                "identity_number": "K123481",
            }
        case "place":
            return _place(question, text, reading)
        case "group":
            rows = max(1, question.least)
            return [{part.id: answer_to(part, text, reading) for part in question.parts} for _ in range(rows)]
        case "phone":
            return _PHONES.get(reading.country, _PLAIN["phone"])
    return _PLAIN[question.type]


def _place(question: Question, text: str, reading: Reading) -> Mapping[str, Any]:
    kinds = [choice.value for choice in question.choices]
    if "address" in kinds:
        district = question.districts[0].value if question.districts else text[:100]
        return {"choice": "address", "district": district, "street": text[:100], "landmark": text[:100]}
    south, _, west, _ = BOUNDS[reading.country]
    point = f"{south + 1:.4f}, {west + 1:.4f}"
    return {"choice": kinds[0], "contract": "03412207", "point": point, "landmark": text[:100]}


def _plain_answer(question: Question, reading: Reading) -> Any:
    """What the pack's own pattern takes."""
    pattern = next((check.value for check in question.checks if check.kind == "pattern"), None)
    if pattern is None:
        return answer_to(question, "كلمات", reading)
    return st.from_regex(pattern, fullmatch=True).filter(str.isascii).example()

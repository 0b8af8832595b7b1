"""Conditions on answers: pure, total, without code in a pack.

A condition is written as ``{question: value}``, ``{question: [values]}``, ``{question: {filled: true}}``,
``{question: {above: 3}}``, ``{question: {below: 3}}``, ``{all: […]}``, ``{any: […]}`` or ``{not: …}``.
Several keys in one mapping must all hold.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Condition:
    """``kind``: equals, filled, above, below (on ``question``); all, any, not (on ``parts``)."""

    kind: str
    question: str = ""
    values: tuple[str, ...] = ()
    parts: tuple["Condition", ...] = ()

    def holds(self, answers: Answers) -> bool:
        if self.kind == "all":
            return all(part.holds(answers) for part in self.parts)
        if self.kind == "any":
            return any(part.holds(answers) for part in self.parts)
        if self.kind == "not":
            return not self.parts[0].holds(answers)
        return self._of_answer(answers.get(self.question))

    def questions(self) -> Iterator[str]:
        """Ids of all questions that the condition looks at."""
        if self.question:
            yield self.question
        for part in self.parts:
            yield from part.questions()

    def _of_answer(self, answer: object) -> bool:
        if self.kind == "filled":
            return is_filled(answer) == (self.values == ("true",))
        if self.kind == "equals":
            return any(word in self.values for word in _words(answer))
        number, bound = _number(answer), Decimal(self.values[0])
        if number is None:
            return False
        return number > bound if self.kind == "above" else number < bound


def condition_from(raw: Mapping[str, object]) -> Condition:
    """Read a condition as a pack writes it."""
    parts = tuple(_one(name, value) for name, value in raw.items())
    return parts[0] if len(parts) == 1 else Condition("all", parts=parts)


def is_filled(answer: object) -> bool:
    """True unless nothing was answered; ``False`` and ``0`` are answers."""
    if isinstance(answer, Mapping):
        return any(is_filled(part) for part in answer.values())
    return answer is not None and answer != "" and answer != []


def _one(name: str, value: object) -> Condition:
    if name in ("all", "any") and isinstance(value, list):
        return Condition(name, parts=tuple(condition_from(part) for part in value))
    if name == "not" and isinstance(value, Mapping):
        return Condition("not", parts=(condition_from(value),))
    if isinstance(value, Mapping):
        return _comparison(name, value)
    listed = value if isinstance(value, list) else [value]
    return Condition("equals", question=name, values=tuple(_word(item) for item in listed))


def _comparison(question: str, raw: Mapping[str, object]) -> Condition:
    parts = tuple(Condition(kind, question=question, values=(_word(value),)) for kind, value in raw.items())
    return parts[0] if len(parts) == 1 else Condition("all", parts=parts)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _words(answer: object) -> list[str]:
    if isinstance(answer, Mapping):
        return [_word(answer.get("choice"))]
    if isinstance(answer, list | tuple):
        return [_word(item) for item in answer]
    return [] if answer is None else [_word(answer)]


def _number(answer: object) -> Decimal | None:
    try:
        number = Decimal(str(answer))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None

"""Answers that nobody gives: a class that other answers put the file in, with the rule that did it.

The rules stand in the pack, in order; the first that holds decides, the last holds always. A condition on
such an answer is written out as one on the questions behind it (:func:`written_out`), so that pages, papers,
steps and clocks depend on a class as on any answer. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shubbak.catalogue.spec.conditions import Answers, Condition, condition_from
from shubbak.foundation.localized import Localized

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ClassRule:
    """``value`` is the class of files whose answers fulfil ``when``; ``why`` says so to a person, ``text`` is
    what the rule rests on.
    """

    value: str
    when: Condition | None
    why: Localized
    text: Localized


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived answer: ``values`` names its classes, ``rules`` decide in their order."""

    name: str
    title: Localized
    values: Mapping[str, Localized]
    rules: tuple[ClassRule, ...]

    def rule_for(self, answers: Answers) -> ClassRule:
        """The rule that decides for these answers."""
        return next(rule for rule in self.rules if rule.when is None or rule.when.holds(answers))


def derived_from(name: str, raw: Raw) -> Derived:
    rules = (
        ClassRule(
            rule["class"],
            condition_from(rule["when"]) if "when" in rule else None,
            rule["why"],
            rule["text"],
        )
        for rule in raw["rules"]
    )
    return Derived(name, raw["title"], raw["values"], tuple(rules))


def written_out(raw: Raw) -> Raw:
    """The data of a pack, its conditions on derived answers written out as conditions on questions."""
    classes = raw.get("classes", {})
    return {part: _spelled(value, classes) for part, value in raw.items()} if classes else raw


def _spelled(part: Any, classes: Raw) -> Any:
    if isinstance(part, Mapping):
        return {
            name: _condition(value, classes) if name == "when" else _spelled(value, classes)
            for name, value in part.items()
        }
    return [_spelled(value, classes) for value in part] if isinstance(part, list) else part


def _condition(raw: Raw, classes: Raw) -> Raw:
    """Several keys of one mapping must all hold."""
    parts = [_one(name, value, classes) for name, value in raw.items()]
    return parts[0] if len(parts) == 1 else {"all": parts}


def _one(name: str, value: Any, classes: Raw) -> Raw:
    if name in classes:
        return _of_class(classes[name]["rules"], value if isinstance(value, list) else [value])
    if name in ("all", "any"):
        return {name: [_condition(part, classes) for part in value]}
    return {name: _condition(value, classes) if name == "not" else value}


def _of_class(rules: Sequence[Raw], wanted: Sequence[str]) -> Raw:
    """That one of the rules of these classes holds, and none that stands before it."""
    ways: list[Raw] = []
    for rank, rule in enumerate(rules):
        earlier = [{"not": before["when"]} for before in rules[:rank]]
        if rule["class"] in wanted:
            ways.append({"all": [*earlier, *([rule["when"]] if "when" in rule else [])]})
    return {"any": ways}

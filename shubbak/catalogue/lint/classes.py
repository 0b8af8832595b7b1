"""Derived answers: for whatever is answered one rule decides, and conditions name classes that there are."""

from collections.abc import Iterator, Mapping
from typing import Any

from shubbak.catalogue.loader import Where

Found = Iterator[tuple[Where, str]]
_JOINED = frozenset({"all", "any", "not"})


def decide_always(data: Mapping[str, Any]) -> Found:
    """The last rule holds always and no other does; each gives a class, each class is given by one."""
    for name, part in data.get("classes", {}).items():
        rules, where = part["rules"], ("classes", name)
        given = {rule["class"] for rule in rules}
        for rank, rule in enumerate(rules):
            if ("when" in rule) == (rank == len(rules) - 1):
                yield (*where, "rules", rank), f"of the rules of “{name}” the last alone holds always"
            if set(_named(rule.get("when", {}))) & set(data["classes"]):
                yield (*where, "rules", rank), f"a rule of “{name}” looks at a class, not at a question"
        for value in sorted(given ^ set(part["values"])):
            yield where, f"“{value}” has no rule, or no name, among the classes of “{name}”"
        if name in {question["id"] for page in data["form"] for question in page["questions"]}:
            yield where, f"“{name}” is asked, and cannot be derived"


def are_asked_of(data: Mapping[str, Any]) -> Found:
    """A condition on a derived answer names classes of it."""
    classes = data.get("classes", {})
    for where, condition in _conditions(data, ()):
        for name, value in _pairs(condition):
            wanted = value if isinstance(value, list) else [value]
            for alien in (w for w in wanted if name in classes and w not in classes[name]["values"]):
                yield where, f"“{alien}” is none of the classes of “{name}”"


def _conditions(part: Any, where: Where) -> Iterator[tuple[Where, Mapping[str, Any]]]:
    listed = part.items() if isinstance(part, Mapping) else enumerate(part) if isinstance(part, list) else ()
    for name, value in listed:
        if name == "when":
            yield (*where, name), value
        else:
            yield from _conditions(value, (*where, name))


def _named(condition: Mapping[str, Any]) -> Iterator[str]:
    return (name for name, _ in _pairs(condition))


def _pairs(condition: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in condition.items():
        if name not in _JOINED:
            yield name, value
        for part in (value if isinstance(value, list) else [value]) if name in _JOINED else ():
            yield from _pairs(part)

"""Pages and questions of a pack."""

from collections.abc import Mapping
from typing import Any

from shubbak.catalogue.spec.conditions import Condition, condition_from
from shubbak.catalogue.spec.form import Check, Choice, Page, Question

Raw = Mapping[str, Any]
MOST_ROWS = 10
"""Rows of a group that does not say how many it takes."""


def page_from(raw: Raw) -> Page:
    questions = tuple(question_from(part) for part in raw["questions"])
    return Page(
        id=raw["page"],
        title=raw.get("title") or questions[0].label,
        intro=raw.get("intro", {}),
        when=_when(raw),
        questions=questions,
    )


def question_from(raw: Raw) -> Question:
    return Question(
        id=raw["id"],
        type=raw["type"],
        label=raw["label"],
        hint=raw.get("hint", {}),
        required=raw.get("required", True),
        when=_when(raw),
        missing=raw.get("missing", {}),
        checks=tuple(_check(part) for part in raw.get("checks", [])),
        choices=tuple(_choice(part) for part in raw.get("choices", [])),
        document=raw.get("document", ""),
        max_files=raw.get("max_files", 1),
        prefill=raw.get("prefill", ""),
        names=raw.get("names", ""),
        unit=raw.get("unit", {}),
        districts=tuple(_choice(part) for part in raw.get("districts", [])),
        errors=raw.get("errors", {}),
        binds=raw.get("binds", ""),
        short=raw.get("short", {}),
        parts=tuple(question_from(part) for part in raw.get("questions", [])),
        item=raw.get("item", {}),
        least=raw.get("rows", {}).get("least", 1),
        most=raw.get("rows", {}).get("most", MOST_ROWS if raw["type"] == "group" else 1),
    )


def _when(raw: Raw) -> Condition | None:
    return condition_from(raw["when"]) if "when" in raw else None


def _choice(raw: Raw) -> Choice:
    return Choice(str(raw["value"]), raw["label"], raw.get("hint", {}))


def _check(raw: Raw) -> Check:
    return Check(raw["check"], str(raw.get("value", "")), raw["message"])

"""The rows of a group as a form sends them: boxes named ``parcels-0-title_number``, buttons that add a row or
take one away. Pure: no form, no request."""

import re
from collections.abc import Mapping
from typing import Any

from shubbak.catalogue.spec import Page, Question

ADD, TAKE = "add", "take"
Row = dict[str, Any]


def row_name(question: Question, rank: int, part: str) -> str:
    """Name of the box of one part in one row."""
    return f"{question.id}-{rank}-{part}"


def button_name(question: Question, what: str) -> str:
    return f"{question.id}-{what}"


def rows_sent(question: Question, data: Mapping[str, Any]) -> list[Row]:
    """The rows that a form sent, empty ones included; no more than the group takes."""
    pattern = re.compile(rf"{re.escape(question.id)}-(\d{{1,2}})-")
    ranks = [int(found[1]) for found in map(pattern.match, data) if found]
    count = min(max(ranks, default=-1) + 1, question.most)
    parts = [part.id for part in question.parts]
    return [{part: data.get(row_name(question, rank, part), "") for part in parts} for rank in range(count)]


def drawn_count(question: Question, kept: object, data: Mapping[str, Any] | None) -> int:
    """How many rows a page draws: those that were sent, or those kept; one at least."""
    rows = rows_sent(question, data) if data is not None else kept
    count = len(rows) if isinstance(rows, list) else 0
    return min(max(count, question.least, 1), question.most)


def reshaped(page: Page, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The data with a row more or less, where a button asked for that; None where none did."""
    for question in page.questions:
        if question.type == "group":
            rows = _after_button(question, rows_sent(question, data), data)
            if rows is not None:
                return {**_without(question, data), **_named(question, rows)}
    return None


def _after_button(question: Question, rows: list[Row], data: Mapping[str, Any]) -> list[Row] | None:
    if button_name(question, ADD) in data:
        more: Row = {part.id: "" for part in question.parts}
        return [*rows, more][: question.most]
    chosen = str(data.get(button_name(question, TAKE), ""))
    if chosen.isdecimal() and int(chosen) < len(rows):
        return [row for rank, row in enumerate(rows) if rank != int(chosen)]
    return None


def _without(question: Question, data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in data if not name.startswith(f"{question.id}-")}


def _named(question: Question, rows: list[Row]) -> dict[str, Any]:
    return {
        row_name(question, rank, part): value for rank, row in enumerate(rows) for part, value in row.items()
    }

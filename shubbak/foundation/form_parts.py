"""How the fields of a Django form become the parts of a page.

A form field may carry, beside what Django knows: ``hints`` (text by value of a choice), ``under`` (name and
value of the choice that brings it up, so that it stands indented under that row), ``titled`` (the heading of
the page is already its label), ``unit`` (what follows the box), ``among`` (one of
several of which one is needed: none of them is called optional) and ``rows`` (titles of the rows of a group:
the fields of a row stand ``under`` its rank), with ``add_words`` and ``may_take`` for their buttons.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.forms import BaseForm, BoundField
from django.urls import reverse

KINDS = {
    "radio": "choices",
    "checkbox": "checkbox",
    "select": "select",
    "file": "file",
}
WITH_ROWS = frozenset({"choices", "group"})


@dataclass(frozen=True, slots=True)
class DrawnChoice:
    """A row: its box, its words, its hint, and the fields that depend on it."""

    box: Any
    hint: str
    dependents: tuple["DrawnField", ...]


@dataclass(frozen=True, slots=True)
class DrawnField:
    """A field ready for ``parts/field.html``. ``kind``: text, select, choices, checkbox, file, group."""

    bound: BoundField
    kind: str
    box: str
    choices: tuple[DrawnChoice, ...]
    titled: bool
    unit: str
    add_words: str = ""
    may_take: bool = False


def drawn(bound: BoundField) -> DrawnField:
    kind = _kind(bound)
    rows = kind in WITH_ROWS
    return DrawnField(
        bound=bound,
        kind=kind,
        box="" if rows else bound.as_widget(attrs=_attributes(bound, kind)),
        choices=tuple(_choices(bound)) if rows else (),
        titled=getattr(bound.field, "titled", False),
        unit=str(getattr(bound.field, "unit", "")),
        add_words=str(getattr(bound.field, "add_words", "")),
        may_take=getattr(bound.field, "may_take", False),
    )


def _kind(bound: BoundField) -> str:
    if getattr(bound.field, "rows", ()):
        return "group"
    widget = bound.field.widget
    if getattr(widget, "input_type", "") == "checkbox":
        return "choices" if getattr(widget, "allow_multiple_selected", False) else "checkbox"
    return KINDS.get(getattr(widget, "input_type", ""), "text")


def _attributes(bound: BoundField, kind: str) -> dict[str, str | bool]:
    given = str(bound.field.widget.attrs.get("class", ""))
    described = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if kind in {"text", "select"}:
        attributes["class"] = f"input {given}".strip()
    return attributes


def _choices(bound: BoundField) -> Iterator[DrawnChoice]:
    for rank, title in enumerate(getattr(bound.field, "rows", ())):
        yield DrawnChoice(None, title, tuple(_dependents(bound, str(rank))))
    if _kind(bound) == "group":
        return
    hints = getattr(bound.field, "hints", {})
    for box in bound.subwidgets:
        value = str(box.data["value"])
        yield DrawnChoice(box, str(hints.get(value, "")), tuple(_dependents(bound, value)))


def _dependents(bound: BoundField, value: str) -> Iterator[DrawnField]:
    for name, candidate in bound.form.fields.items():
        if getattr(candidate, "under", None) == (bound.name, value):
            yield drawn(bound.form[name])


@dataclass(frozen=True, slots=True)
class ErrorLine:
    target: str
    message: str


def error_lines(form: BaseForm) -> tuple[ErrorLine, ...]:
    """One line per message; a message of the whole form leads to the form's head."""
    lines = []
    for name, messages in form.errors.items():
        target = _target(form[name]) if name in form.fields else "form"
        lines += [ErrorLine(target, str(message)) for message in messages]
    return tuple(lines)


def _target(bound: BoundField) -> str:
    identity = bound.auto_id
    return f"{identity}_0" if _kind(bound) == "choices" else identity


def top_fields(form: BaseForm) -> list[BoundField]:
    """The fields that stand on their own, without those that a choice brings up."""
    return [bound for bound in form if getattr(bound.field, "under", None) is None]


def language_url(code: str, here: str) -> str:
    return f"{reverse('language', args=[code])}?{urlencode({'next': here})}"

"""The forms of a page as somebody without a browser reads and fills them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.documents.hostile import picture

_SAMPLES = {"tel": "0661000041", "email": "knry@example.ma", "number": "1", "date": "2026-11-20"}


@dataclass
class Form:
    """A form that is posted: where, and what its boxes are: kind and the values to choose from."""

    action: str
    boxes: dict[str, tuple[str, list[str]]] = field(default_factory=dict)

    def filled(self, say: Callable[[], str]) -> dict[str, Any]:
        """Every box: words where words go, the first of what there is to choose, a file of that name."""
        return {name: _value(kind, values, say()) for name, (kind, values) in self.boxes.items()}


def _value(kind: str, values: list[str], text: str) -> Any:
    if kind == "file":
        return SimpleUploadedFile(f"{text}.png", picture("PNG"), "image/png")
    if kind in ("text", "search", "textarea"):
        return text
    if kind in _SAMPLES:
        return _SAMPLES[kind]
    chosen = [value for value in values if value]
    return chosen[0] if chosen else ""


class _Reader(HTMLParser):
    def __init__(self, page: str, here: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._here, self._form, self._select = here, None, ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "form":
            is_post = given.get("method", "get").lower() == "post"
            self._form = Form(given.get("action") or self._here) if is_post else None
            self.forms += [self._form] if self._form else []
        elif self._form is not None:
            self._box(tag, given, self._form)

    def _box(self, tag: str, given: dict[str, str], form: Form) -> None:
        name = given.get("name", "")
        if tag == "option":
            form.boxes[self._select][1].append(given.get("value", ""))
        elif tag in ("input", "textarea", "select") and name:
            kind = tag if tag != "input" else given.get("type", "text")
            _, values = form.boxes.setdefault(name, (kind, []))
            values += [given.get("value", "on")] if tag == "input" else []
            self._select = name if tag == "select" else ""

    def handle_endtag(self, tag: str) -> None:
        self._form = None if tag == "form" else self._form


def forms_in(page: str, here: str) -> list[Form]:
    return _Reader(page, here).forms


def links_in(page: str) -> list[str]:
    return _Reader(page, "").links

"""The forms of a page as somebody without a browser reads and fills them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.documents.hostile import picture

_SAMPLES = {
    "tel": "0661000041",
    "email": "knry@example.ma",
    "number": "1",
    "date": "2026-11-20",
    "time": "10:00",
    "datetime-local": "2026-11-20T10:00",
    "color": "#0b5d4e",
}
_DAY, _LATER = "2026-11-20", "2026-11-25"
_WORDS = ("text", "search", "textarea", "url")
_NARROW = {
    "code": "knry",
    "phones": "0522000000",
    "identity_number": "001525713000038",
    **{f"day_{day}": "08:30-16:30" for day in range(7)},
}
"""Boxes that take words of one kind alone; those get canaries in `stormed`."""
_LAST = ("stand_in", "right")
"""Lists from which the last is chosen, as of persons: who owns an institution may do and see most."""


@dataclass
class Box:
    """What may be given in one place: its kind, its longest words, the values to choose from."""

    kind: str
    most: int
    values: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form: where it goes, whether it is posted, and its boxes by name."""

    action: str
    is_post: bool
    boxes: dict[str, Box] = field(default_factory=dict)

    def filled(self, say: Callable[[], str]) -> dict[str, Any]:
        """Every box: words where words go, the first of what there is to choose, a file of that name."""
        return {name: _value(name, box, say) for name, box in self.boxes.items()}

    def stormed(self, say: Callable[[], str]) -> dict[str, Any]:
        """Words in every box, whatever it is for; files as in `filled`."""
        filled = self.filled(say)
        return {name: value if self.boxes[name].kind == "file" else say() for name, value in filled.items()}


def _value(name: str, box: Box, say: Callable[[], str]) -> Any:
    if box.kind == "file":
        return SimpleUploadedFile(f"{say()}.png", picture("PNG"), "image/png")
    if box.kind in _WORDS:
        return _NARROW.get(name) or say()[: box.most]
    if box.kind in _SAMPLES:
        return _SAMPLES[box.kind].replace(_DAY, _LATER if name.startswith("ends") else _DAY)
    chosen = [value for value in box.values if value] or [""]
    return chosen[-1 if name in _LAST or "legal" in chosen else 0]


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
            self.links.append(urljoin(self._here, given.get("href", "")))
        elif tag == "form":
            is_post = given.get("method", "get").lower() == "post"
            self._form = Form(urljoin(self._here, given.get("action", "")), is_post)
            self.forms.append(self._form)
        elif tag == "button" and self._form is not None and given.get("formaction"):
            self.forms.append(
                Form(urljoin(self._here, given["formaction"]), is_post=True, boxes=self._form.boxes)
            )
        elif self._form is not None:
            self._box(tag, given, self._form)

    def _box(self, tag: str, given: dict[str, str], form: Form) -> None:
        name = given.get("name", "")
        if tag == "option" and self._select:
            form.boxes[self._select].values.append(given.get("value", ""))
        elif tag in ("input", "textarea", "select") and name:
            kind = tag if tag != "input" else given.get("type", "text")
            box = form.boxes.setdefault(name, Box(kind, int(given.get("maxlength") or 10_000)))
            box.values += [given.get("value", "on")] if tag == "input" else []
            self._select = name if tag == "select" else ""

    def handle_endtag(self, tag: str) -> None:
        self._form = None if tag == "form" else self._form
        self._select = "" if tag == "select" else self._select


def forms_in(page: str, here: str) -> list[Form]:
    return _Reader(page, here).forms


def links_in(page: str, here: str) -> list[str]:
    """Where its links lead, beginning with the first."""
    return _Reader(page, here).links

"""Every text is in Arabic and French, in one catalogue a room or sub-package; compiled ones are current.

Django merges the catalogues of all rooms: a text that two rooms translate differently would be said in the
words of either of them, so they use the same words, or contexts.
"""

from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.architecture.sources import files, modules, place, rooms

Text = tuple[str, str]
"""The context of a text, mostly empty, and its English words."""
LANGUAGES = {"ar": 6, "fr": 2}  # plural forms, at least
KEYWORDS: Mapping[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Django's own catalogues that it loads beside ours: the core, and the contributions that are installed.
DJANGO = Path(django.__file__).parent
LOADED = ("conf", "contrib/auth", "contrib/contenttypes", "contrib/sessions")


def faults(root: Path) -> list[str]:
    """Texts without a translation, unsure, empty or contrary ones, and compiled files that are behind."""
    found = [fault for room in rooms(root) for fault in _of_room(root, room)]
    for language in LANGUAGES:
        found += _contrary(root, language)
        known = _known(root, language)
        for path, line, text in texts(root):
            if text not in known:
                found.append(f"{place(root, path, line)}: no translation into {language}: {_named(text)}")
    return found


def texts(root: Path) -> Iterator[tuple[Path, int, Text]]:
    """File and line of everything the sources give to gettext, with its context and English text."""
    for path in [*modules(root), *files(root, "*.html"), *files(root, "*.txt")]:
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            source = _as_python(source)
        for line, function, message, _ in extract_python(BytesIO(source.encode()), KEYWORDS, [], {}):
            text = _first(str(function), message)
            if text[1]:
                yield path, line, text


def _as_python(template: str) -> str:
    """Django's own reading of a template's translation tags; its indents mean nothing to Python."""
    return "\n".join(line.lstrip() for line in templatize(template).splitlines())


def _first(function: str, message: Any) -> Text:
    """The text itself: after the context, before the plural; empty where it is no literal."""
    parts = message if isinstance(message, tuple) else (message,)
    index = 1 if "pgettext" in function else 0
    context = str(parts[0] or "") if index else ""
    return context, str(parts[index] or "") if len(parts) > index else ""


def _named(text: Text) -> str:
    context, words = text
    return f"{words!r} in the context {context!r}" if context else repr(words)


def _of_room(root: Path, room: Path) -> Iterator[str]:
    for language, forms in LANGUAGES.items():
        for source in _of(room, language):
            catalog = _read(source)
            for message in catalog:
                if message.id and (message.fuzzy or not _complete(message.string, forms)):
                    yield f"{place(root, source, message.lineno or 1)}: unsure or empty: {message.id!r}"
            if not _is_current(source.with_suffix(".mo"), catalog):
                yield f"{place(root, source.with_suffix('.mo'))}: behind its .po, compile it again"


def _contrary(root: Path, language: str) -> Iterator[str]:
    """Texts that two rooms translate differently into one language."""
    first: dict[Text, tuple[Path, tuple[str, ...]]] = {}
    for source in _catalogues(root, language):
        for text, words in _said(_read(source)).items():
            before, earlier = first.setdefault(text, (source, words))
            if words != earlier:
                yield f"{place(root, source)}: {text[1]!r} has other words in {place(root, before)}"


def _catalogues(root: Path, language: str) -> list[Path]:
    return [source for room in rooms(root) for source in _of(room, language)]


def _of(room: Path, language: str) -> list[Path]:
    """That of the room, and those of its sub-packages."""
    return sorted(room.rglob(f"locale/{language}/LC_MESSAGES/django.po"))


def _complete(string: Any, forms: int) -> bool:
    if isinstance(string, str):
        return bool(string)
    return len(string) >= forms and all(string)


def _is_current(compiled: Path, catalog: Catalog) -> bool:
    if not compiled.exists():
        return False
    with compiled.open("rb") as file:
        return _said(read_mo(file)) == _said(catalog)


def _said(catalog: Catalog) -> dict[Text, tuple[str, ...]]:
    """Translations by context and text, alike for both kinds of files."""
    said = {}
    for message in catalog:
        context = message.context.decode() if isinstance(message.context, bytes) else message.context
        string = (message.string,) if isinstance(message.string, str) else tuple(message.string)
        if message.id:
            said[context or "", _singular(message.id)] = string
    return said


def _known(root: Path, language: str) -> set[Text]:
    ours = _catalogues(root, language)
    theirs = [DJANGO / part / "locale" / language / "LC_MESSAGES" / "django.po" for part in LOADED]
    return {
        text
        for path in [*ours, *theirs]
        if path.exists()
        for text, words in _said(_read(path)).items()
        if any(words)
    }


def _singular(identifier: Any) -> str:
    return identifier if isinstance(identifier, str) else str(identifier[0])


def _read(path: Path) -> Catalog:
    with (
        path.open("rb") as file,
        redirect_stdout(StringIO()),
    ):  # it prints its doubts about Django's own files
        return read_po(file, ignore_obsolete=True)

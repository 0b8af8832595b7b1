"""Templates: each is used, and each word a person reads goes through translation."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tests.architecture.sources import files, modules, place

OVERRIDES = ("account/", "mfa/", "allauth/", "socialaccount/", "usersessions/", "forms/", "django/")
BY_NAME_OF_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
FIXED = {"500.html"}
"""Shown when anything may be broken, translation included: its words stand in all languages at once."""
COMMENTS = re.compile(r"{#.*?#}|{%\s*comment.*?%}.*?{%\s*endcomment\s*%}", re.DOTALL)
CLASSES = re.compile(r"{%\s*block \w+_class\s*%}.*?{%\s*endblock[^%]*%}", re.DOTALL)
BLOCKS = re.compile(r"{%\s*(blocktrans(?:late)?)\b.*?{%\s*end\1\s*%}", re.DOTALL)
VERBATIM = re.compile(r"{%\s*verbatim.*?{%\s*endverbatim\s*%}", re.DOTALL)
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2,}")
READ_ALOUD = {"title", "alt", "placeholder", "aria-label", "aria-description", "label"}
SILENT = {"script", "style", "code", "svg"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def faults(root: Path) -> list[str]:
    """Unused templates and bare words."""
    return [*unused(root), *untranslated(root)]


def unused(root: Path) -> Iterator[str]:
    """Templates that no file names, not even by the folder of a name that is put together."""
    texts = [path.read_text(encoding="utf-8") for path in [*modules(root), *files(root, "*.html")]]
    everything = "\n".join(texts)
    for path in files(root, "*.html"):
        name = str(path).rpartition("/templates/")[2]
        if name in BY_NAME_OF_DJANGO or name.startswith(OVERRIDES):
            continue
        if not re.search(rf"""["']{re.escape(name)}["']""", everything) and not _put_together(
            name, everything
        ):
            yield f"{place(root, path)}: no view or template uses it"


def _put_together(name: str, everything: str) -> bool:
    """Whether its folder is the start of a name made at run time, as in f"forms/{kind}.html"."""
    folder = name.rpartition("/")[0]
    return bool(folder) and f'f"{folder}/{{' in everything


def untranslated(root: Path) -> Iterator[str]:
    """Bare letters in text or in an attribute that people read."""
    for path in files(root, "*.html"):
        if path.name in FIXED:
            continue
        for line, words in bare_words(path.read_text(encoding="utf-8")):
            yield f"{place(root, path, line)}: not translated: {words}"


def bare_words(source: str) -> list[tuple[int, str]]:
    """Line and words of each text that no translation tag holds."""
    for pattern in (COMMENTS, CLASSES, BLOCKS, VERBATIM, TAGS):
        source = pattern.sub(lambda match: "\n" * match.group().count("\n"), source)
    reader = _Reader()
    reader.feed(source)
    return reader.found


class _Reader(HTMLParser):
    """Collects what a person would read; a text in an element with its own `lang` is a name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        silent = tag in SILENT or (bool({"lang", "hreflang"} & set(given)) and tag != "html")
        silent = silent or given.get("translate") == "no"
        if not silent and not any(quiet for _, quiet in self.open):
            for name in READ_ALOUD & set(given):
                self._look_at(given[name] or "")
        if tag not in VOID:
            self.open.append((tag, silent))

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index][0] == tag:
                del self.open[index:]
                return

    def handle_data(self, data: str) -> None:
        if not any(quiet for _, quiet in self.open):
            self._look_at(data)

    def _look_at(self, text: str) -> None:
        if LETTERS.search(text):
            self.found.append((self.getpos()[0], " ".join(text.split())[:60]))

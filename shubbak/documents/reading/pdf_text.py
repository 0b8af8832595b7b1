"""Reads the text of a PDF from standard input, as a process of its own (`child.py`). Imports nothing of ours.

pdfium gives characters as they were drawn. Three things of Arabic are put right by where the characters
stand: words whose letters come from left to right (printed by browsers), words of a line that come from left
to right, and ligatures whose letters come backwards (many typesetters write them so in the font's own table).
"""

import ctypes
import os
import resource
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pypdfium2
from pypdfium2 import raw

MEGABYTE = 1024 * 1024
MEMORY, SECONDS, OUTPUT, FILES = 384 * MEGABYTE, 20, MEGABYTE, 32
MOST_PAGES, MOST_CHARACTERS = 200, 120_000
LATER = 10
_NEVER_JOINED_LEFT = frozenset("اأإآٱدذرزوؤةىء")
"""Letters that nothing joins: in a ligature only the last one can be such."""


@dataclass(frozen=True, slots=True)
class Char:
    """A character and where its glyph begins, in points from the left; letters of one glyph share it."""

    text: str
    x: float = 0.0
    y: float = 0.0

    @property
    def is_arabic(self) -> bool:
        return "\u0620" <= self.text <= "\u065f" or "\u0670" <= self.text <= "\u06d3"


Word = Sequence[Char]


def limit() -> None:
    """What the process may take of the machine, lowered for good; deposits and pages go before it."""
    os.nice(LATER)
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def readable(chars: Iterable[Char]) -> str:
    """The lines, each word and each line of Arabic in the order of reading."""
    lines = [_words(line) for line in _lines(chars)]
    backwards = _ligatures_are_backwards(word for line in lines for word in line)
    return "\n".join(" ".join(_in_order(line, backwards)) for line in lines)


def _lines(chars: Iterable[Char]) -> Iterator[list[Char]]:
    for is_end, line in groupby(chars, lambda char: char.text in "\r\n"):
        if not is_end:
            yield list(line)


def _words(line: Sequence[Char]) -> list[Word]:
    """Apart at spaces, as they come."""
    parts = groupby(line, lambda char: char.text.isspace())
    return [list(word) for is_space, word in parts if not is_space]


def _in_order(words: Sequence[Word], backwards: bool) -> Iterator[str]:
    for has_latin, run in groupby(words, lambda word: any(_is_latin(char) for char in word)):
        if has_latin:
            yield from ("".join(_letters(word, backwards)) for word in run)
        else:
            yield from ("".join(_letters(word, backwards)) for word in _from_the_right(list(run)))


def _from_the_right(run: list[Word]) -> list[Word]:
    places = [char.x for word in run for char in word[:1] if char.is_arabic]
    return run[::-1] if len(places) > 1 and places[0] < places[-1] else run


def _letters(word: Word, backwards: bool) -> Iterator[str]:
    for is_arabic, run in groupby(word, lambda char: char.is_arabic):
        if not is_arabic:
            yield from (char.text for char in run)
            continue
        glyphs = _glyphs(run)
        if glyphs[0][0].x < glyphs[-1][0].x:
            glyphs.reverse()
        for glyph in glyphs:
            letters = [char.text for char in glyph]
            verdict = _is_backwards(letters)
            yield from letters[::-1] if (backwards if verdict is None else verdict) else letters


def _glyphs(chars: Iterable[Char]) -> list[Word]:
    return [list(glyph) for _, glyph in groupby(chars, lambda char: (char.x, char.y))]


def _ligatures_are_backwards(words: Iterable[Word]) -> bool:
    """What most of those ligatures of the file say that can stand in one order alone."""
    glyphs = (glyph for word in words for glyph in _glyphs(char for char in word if char.is_arabic))
    verdicts = [_is_backwards([char.text for char in glyph]) for glyph in glyphs]
    return verdicts.count(True) > verdicts.count(False)


def _is_backwards(letters: Sequence[str]) -> bool | None:
    """None where both orders could be."""
    if len(letters) < 2 or (letters[0] in _NEVER_JOINED_LEFT) == (letters[-1] in _NEVER_JOINED_LEFT):
        return None
    return letters[0] in _NEVER_JOINED_LEFT


def _is_latin(char: Char) -> bool:
    return char.text.isalpha() and char.text < "\u0590"


def _chars_of(page: Any, count: int) -> Iterator[Char]:
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        char = Char(chr(raw.FPDFText_GetUnicode(page, index)))
        if char.is_arabic:
            raw.FPDFText_GetCharOrigin(page, index, ctypes.byref(x), ctypes.byref(y))
            char = Char(char.text, round(x.value, 2), round(y.value, 2))
        yield char
    yield Char("\n")


def _chars(document: Any) -> Iterator[Char]:
    left = MOST_CHARACTERS
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number].get_textpage()
        count = min(page.count_chars(), left)
        yield from _chars_of(page, count)
        left -= count
        if not left:
            return


def main() -> None:
    limit()
    with pypdfium2.PdfDocument(sys.stdin.buffer.read()) as document:
        said = readable(_chars(document))
    sys.stdout.buffer.write(said.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()

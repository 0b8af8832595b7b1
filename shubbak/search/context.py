"""Where a text holds what was asked for: the words around the first hit. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shubbak.search.arabic import lexemes

_WORD = re.compile(r"\w+")
_AROUND = 60
"""Letters before and after a hit, to the end of a word."""


@dataclass(frozen=True)
class Hit:
    """A piece of a text: what stands before the word that was found, the word, what follows."""

    before: str
    word: str
    after: str


def first_hit(text: str, stems: Sequence[str]) -> Hit | None:
    """The first word of the text that answers to one of the stems; the last stem may be unfinished."""
    for found in _WORD.finditer(text):
        if any(_answers(stem, stems) for stem in lexemes(found[0])):
            before, after = text[: found.start()], text[found.end() :]
            return Hit(_ending(before), found[0], _beginning(after))
    return None


def _answers(stem: str, stems: Sequence[str]) -> bool:
    return stem in stems or stem.startswith(stems[-1])


def _beginning(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    return f"{text[:_AROUND].rpartition(' ')[0]} …"


def _ending(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    return f"… {text[-_AROUND:].partition(' ')[2]}"

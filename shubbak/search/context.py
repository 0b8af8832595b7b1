"""Where a text holds what was asked for: the words around the first hit. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shubbak.search.arabic import fold, forms, forms_of_begun, lexemes

_WORD = re.compile(r"\w+")
_AROUND = 60
"""Letters before and after a hit, to the end of a word."""
_MOST_TRIES = 20


@dataclass(frozen=True)
class Hit:
    """A piece of a text: what stands before the word that was found, the word, what follows."""

    before: str
    word: str
    after: str


def first_hit(text: str, stems: Sequence[str]) -> Hit | None:
    """The first word of the text that answers to one of the stems; the last stem may be unfinished."""
    if not _may_hold(text, stems):
        return None
    for found in _WORD.finditer(text):
        if any(_answers(stem, stems) for stem in lexemes(found[0])):
            before, after = text[: found.start()], text[found.end() :]
            return Hit(_ending(before), found[0], _beginning(after))
    return None


def _may_hold(text: str, stems: Sequence[str]) -> bool:
    """Whether the letters of a stem stand in it at all: most texts end here, their words unread."""
    folded = fold(text)
    return any(form in folded for stem in stems for form in forms(stem)) or any(
        form in folded for form in forms_of_begun(stems[-1])
    )


def folded_lines(text: str) -> str:
    """The text line by line as the search compares it, kept beside it for :func:`hit_in_lines`."""
    return "\n".join(fold(line) for line in text.split("\n"))


def hit_in_lines(text: str, folded: str, stems: Sequence[str]) -> Hit | None:
    """The same in a long text: only lines are looked at whose folded letters hold a stem."""
    lines: list[str] = []
    for number in _candidates(folded, stems):
        lines = lines or text.split("\n")
        if first_hit(lines[number], stems):
            return first_hit(" ".join(lines[max(0, number - 1) : number + 2]), stems)
    return None


def _candidates(folded: str, stems: Sequence[str]) -> Iterator[int]:
    """Numbers of lines; no more of each form than `_MOST_TRIES`, since a line may hold it inside a word."""
    for form in (form for stem in stems for form in forms(stem)):
        place, tries = folded.find(form), 0
        while place >= 0 and tries < _MOST_TRIES:
            yield folded.count("\n", 0, place)
            end = folded.find("\n", place)
            place, tries = (folded.find(form, end) if end >= 0 else -1), tries + 1


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

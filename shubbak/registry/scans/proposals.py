"""What the text of a scan proposes for its entry: for somebody to check, never written by itself. Pure.

Texts come from a reader of pictures: letters are mistaken, figures are Arabic-Indic or not, lines break
anywhere. Where a line is not clear nothing is proposed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from shubbak.foundation.text import fold_ar, to_western_digits

HEAD = 60
"""Lines at the beginning in which a letter says what it is."""
LONGEST_SUBJECT, LONGEST_REFERENCE = 300, 60
_MARKS = " \t:：;؛.،,-–—_/|*«»\"'"
_SUBJECT = re.compile(r"^\W{0,4}(?:ال\s?مو[ضصظ]\s?[ور]ع|[o0]b[jil1]et)\s*[:：؛;.\-–]\s*(.*)$", re.IGNORECASE)
_NUMBERS = (
    re.compile(r"(?:^|\s)(?:ال)?(?:عدد|رقم)\s*[:：؛;.]?\s*(.+)$"),
    re.compile(r"(?:^|\s)n\s*/\s*r[ée]f\w*\s*[.:：]*\s*(.+)$", re.IGNORECASE),
    re.compile(r"^\W{0,4}(?:r[ée]f(?:[ée]rences?)?\s*[.:：]+|n\s?[°º]\s*[:：.]?)\s*(.+)$", re.IGNORECASE),
    re.compile(r"^\W{0,4}ال\s?مر[جح]ع\s*[:：؛;.\-–]\s*(.+)$"),
)
"""The number that the letter itself bears goes before what it refers to."""
_END_OF_NUMBER = re.compile(r"\s+(?:بتاريخ|في|المؤرخ\w*|du|en date|le)\s|\s{2,}", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"^\W{0,4}(?:ال\s?مر[جح]ع|v\s*/\s*r[ée]f|r[ée]f)", re.IGNORECASE)
"""Lines whose day is that of another letter."""
_BEFORE_DAY = r"(?:^|[\s،,])(?:في|فى|بتاريخ|التاريخ|le|date)\s*[:：.]?\s*(?:يوم\s+)?(?:[^\W\d_]+\s+)?"
_IN_FIGURES = re.compile(
    _BEFORE_DAY + r"(\d{1,4})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{1,4})(?!\d)", re.IGNORECASE
)
_IN_WORDS = re.compile(
    _BEFORE_DAY + r"(\d{1,2})\s?(?:er)?\s+([^\W\d_]{3,9})\.?\s+(\d{4})(?!\d)", re.IGNORECASE
)
_MONTHS: Sequence[Sequence[str]] = (
    ("يناير", "جانفي", "janvier", "janv"),
    ("فبراير", "فيفري", "février", "févr"),
    ("مارس", "mars"),
    ("أبريل", "ابريل", "أفريل", "avril", "avr"),
    ("ماي", "مايو", "mai"),
    ("يونيو", "جوان", "juin"),
    ("يوليوز", "يوليو", "جويلية", "juillet", "juil"),
    ("غشت", "أغسطس", "أوت", "août"),
    ("شتنبر", "سبتمبر", "septembre", "sept"),
    ("أكتوبر", "octobre", "oct"),
    ("نونبر", "نوفمبر", "novembre", "nov"),
    ("دجنبر", "ديسمبر", "décembre", "déc"),
)
_MONTH = {fold_ar(word): number for number, words in enumerate(_MONTHS, 1) for word in words}
_OLDEST_YEAR = 1990


@dataclass(frozen=True)
class Proposed:
    """What may stand on the letter; what nothing is known of is empty."""

    subject: str = ""
    reference: str = ""
    written_on: date | None = None


def proposed(text: str, today: date) -> Proposed:
    """Subject, number and day as the head of a letter says them. A day to come is none."""
    lines = head_of(text)
    return Proposed(
        subject=next(_subjects(lines), ""),
        reference=next(_references(lines), ""),
        written_on=next((day for day in _days(lines) if day <= today), None),
    )


def head_of(text: str) -> list[str]:
    """The first lines with Western figures, without marks of direction."""
    plain = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u0640]", "", to_western_digits(text))
    return [line for raw in plain.splitlines() if (line := raw.strip())][:HEAD]


def _subjects(lines: Sequence[str]) -> Iterator[str]:
    for place, line in enumerate(lines):
        if found := _SUBJECT.match(line):
            said = found[1].strip(_MARKS) or "".join(lines[place + 1 : place + 2]).strip(_MARKS)
            if sum(letter.isalpha() for letter in said) > 2:
                yield said[:LONGEST_SUBJECT].strip()


def _references(lines: Sequence[str]) -> Iterator[str]:
    for pattern in _NUMBERS:
        for line in lines:
            found = None if _SUBJECT.match(line) else pattern.search(line)
            said = _END_OF_NUMBER.split(found[1])[0].strip(_MARKS) if found else ""
            if any(figure.isdigit() for figure in said) and len(said) <= LONGEST_REFERENCE:
                yield said


def _days(lines: Sequence[str]) -> Iterator[date]:
    for line in lines:
        if _OF_ANOTHER.match(line) or _SUBJECT.match(line):
            continue
        for found in _IN_WORDS.finditer(line):
            yield from _day(int(found[3]), _MONTH.get(fold_ar(found[2]), 0), int(found[1]))
        for found in _IN_FIGURES.finditer(line):
            first, second, third = map(int, found.groups())
            yield from _day(first, second, third) if first > 31 else _day(third, second, first)


def _day(year: int, month: int, day: int) -> Iterator[date]:
    if year < _OLDEST_YEAR:
        return
    try:
        yield date(year, month, day)
    except ValueError:
        return

"""The rows of one case after the other, as lines of COPY: its person, the case, its row in the index."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from bench.million.subjects import Subject
from bench.million.words import FIRST, FREQUENT, LAST, RARE, sentences
from shubbak.search.arabic import fold, lexemes

YEARS = timedelta(days=3652)
FREQUENT_SHARE, RARE_CASES = 0.02, 5
_NEWEST, _OPEN_OF_NEWEST, _OPEN_OF_OLDER = 0.08, 0.6, 0.002
"""Of the newest 8 % six in ten are open, of the others two in a thousand: 5 % of all."""
_LATE, _RISKY, _HELD, _RETURNED = 0.15, 0.23, 0.35, 0.38
_ASSIGNED = 0.7
_A_PHONE_EACH = 4
_IDENTIFIED = 0.3
CHANNELS = ("portal", "portal", "portal", "phone", "counter", "app", "email")
NULL = "\\N"
PERSON = (
    *("id", "name", "name_folded", "phone", "identity_kind", "identity_number", "preferred_channel"),
    "enlisted_at",
)
CASE = (
    *("id", "entry_id", "number", "service", "service_version_id", "state", "result", "unit_id"),
    *("assignee_id", "applicant_id", "channel", "language", "title", "answers", "manifest_nonce"),
    *("opened_at", "state_since", "closed_at", "due_at", "risk_at", "held", "told_at"),
)
SEARCH = ("kind", "ref", "at", "words", "names", "figures")


@dataclass(frozen=True)
class Cast:
    """Who works in which unit: the keys of units by code, those of staff by unit."""

    units: Mapping[str, int]
    staff: Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Standing:
    """How far a case has come."""

    state: str
    result: str = ""
    closed: str = NULL
    due: str = NULL
    risk: str = NULL
    held: str = "f"


class Drawing:
    """`count` cases over ten years up to `at`, always the same ones."""

    def __init__(self, count: int, at: datetime, subjects: Sequence[Subject], cast: Cast) -> None:
        self.count, self.at, self.subjects, self.cast = count, at, subjects, cast
        self.draw = random.Random(count)
        self.said = [(text, frozenset(lexemes(text))) for text in sentences(4000)]
        self.numbers: dict[int, int] = {}

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """The values of person, case and index row, in the order of `PERSON`, `CASE` and `SEARCH`."""
        step = YEARS / self.count
        for rank in range(self.count):
            yield self._lines(rank, self.at - YEARS + rank * step)

    def _lines(self, rank: int, opened: datetime) -> tuple[str, str, str]:
        draw = self.draw
        subject = self.subjects[draw.randrange(len(self.subjects))]
        name, folded = _name(draw.randrange(len(FIRST)), draw.randrange(len(LAST)), draw.randrange(40))
        phone = f"6{draw.randrange(self.count // _A_PHONE_EACH + 1):08}"
        contract = f"{draw.randrange(10**7):07}"
        details, words = self._details(rank)
        identity = f"G{draw.randrange(10**6):06}" if draw.random() < _IDENTIFIED else ""
        case, key = f"{draw.getrandbits(128):032x}", str(rank + 1)
        kind = "national_card" if identity else ""
        person = (key, name, folded, f"+212{phone}", kind, identity, "phone", opened.isoformat())
        own = words | set(lexemes(name)) | {contract}
        search = ("case", case, opened.isoformat(), _vector(subject.words | own), folded)
        figures = f"212{phone} {identity.lower()}".strip()
        answers = subject.answers_of(name, phone, details, contract)
        texts = (subject.title_of(contract), answers)
        return (
            "\t".join(person) + "\n",
            "\t".join(self._case(rank, case, subject, opened, texts)) + "\n",
            "\t".join((*search, figures)) + "\n",
        )

    def _case(
        self, rank: int, case: str, subject: Subject, opened: datetime, texts: tuple[str, str]
    ) -> tuple[str, ...]:
        draw = self.draw
        standing = self._standing(rank, opened)
        unit = "customers" if standing.state in ("deposited", "returned") else draw.choice(subject.units)
        people = self.cast.staff.get(unit, ())
        in_charge = str(draw.choice(people)) if people and draw.random() < _ASSIGNED else NULL
        year = (opened + timedelta(hours=1)).year
        self.numbers[year] = self.numbers.get(year, 0) + 1
        return (
            *(case, f"{draw.getrandbits(128):032x}", f"{self.numbers[year]}/{year}", subject.spec.code),
            *(str(subject.version.pk), standing.state, standing.result, str(self.cast.units[unit])),
            *(in_charge, str(rank + 1), draw.choice(CHANNELS), "ar", *texts),
            *(f"\\\\x{draw.getrandbits(128):032x}", opened.isoformat(), opened.isoformat()),
            *(standing.closed, standing.due, standing.risk, standing.held, standing.closed),
        )

    def _standing(self, rank: int, opened: datetime) -> Standing:
        draw = self.draw
        newest = rank >= self.count * (1 - _NEWEST)
        if draw.random() > (_OPEN_OF_NEWEST if newest else _OPEN_OF_OLDER):
            closed = min(opened + timedelta(days=40 * draw.random()), self.at)
            return Standing("closed", draw.choice(("founded", "unfounded")), closed.isoformat())
        luck, some = draw.random(), draw.random()
        if luck < _LATE and opened < self.at - timedelta(days=70):
            return self._due(-60 * some - 0.1, -62, "in_progress")
        if luck < _RISKY:
            return self._due(3 * some + 0.1, -1, "in_progress")
        if luck < _HELD:
            return self._due(20 * some, 10, "waiting", held="t")
        if luck < _RETURNED:
            return self._due(20 * some + 2, 1, "returned", result="founded")
        return self._due(25 * some + 2, 1, draw.choice(("deposited", "referred", "in_progress")))

    def _due(self, days: float, risk_days: float, state: str, result: str = "", held: str = "f") -> Standing:
        due, risk = (self.at + timedelta(days=count) for count in (days, risk_days))
        return Standing(state, result, NULL, due.isoformat(), risk.isoformat(), held)

    def _details(self, rank: int) -> tuple[str, frozenset[str]]:
        text, words = self.draw.choice(self.said)
        if self.draw.random() < FREQUENT_SHARE:
            text, words = f"{text} {FREQUENT}", words.union(lexemes(FREQUENT))
        if rank % (self.count // RARE_CASES) == self.count // RARE_CASES // 2:
            text, words = f"{text} {RARE}", words.union(lexemes(RARE))
        return text, words


@cache
def _name(first: int, last: int, other: int) -> tuple[str, str]:
    """Two names in four of five cases, three in the others; as written and as folded."""
    parts = [FIRST[first], LAST[last].replace("-", " ")]
    if other < len(FIRST) // 5:
        parts.insert(1, FIRST[other])
    name = " ".join(parts)
    return name, fold(name)


def _vector(words: set[str] | frozenset[str]) -> str:
    return " ".join(f"'{word}'" for word in words)

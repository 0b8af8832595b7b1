"""What a committee says of a project. Pure: no Django, no clock."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from shubbak.foundation.canonical import Value, encode

ProjectClass = Literal["large", "small", "division"]
CLASSES: tuple[ProjectClass, ...] = get_args(ProjectClass)

FAVOURABLE = "favourable"
WITH_RESERVATIONS = "with_reservations"
UNFAVOURABLE = "unfavourable"
ADJOURNED = "adjourned"
VALUES = (FAVOURABLE, WITH_RESERVATIONS, UNFAVOURABLE, ADJOURNED)
GRANTING = frozenset({FAVOURABLE, WITH_RESERVATIONS})

TASK = "opinion"
"""What links of members are for (`people.guests`)."""

INFORMATION = "information"
"""The role of a paper of the pack that only informs (RGC, article 30)."""


class SittingRefused(Exception):
    """An act that the sitting does not allow now. `code` names why; doors have the words for it.

    Codes: ``not_yours``; of a sitting: ``no_files``, ``nobody_sits``, ``convoked``, ``not_convoked``,
    ``sitting_over``, ``day_over``, ``no_reason``, ``opinions_awaited``; of an agenda: ``not_ready``,
    ``on_an_agenda``, ``deliberated``; of an opinion: ``not_your_seat``, ``seat_over``, ``conflict``,
    ``designer_present``, ``opinions_closed``, ``no_such_value``, ``no_reasons``, ``no_reservations``,
    ``reservations_unasked``, ``information_paper``, ``no_such_paper``; of a reservation:
    ``lifted_before``, ``no_proof``; of minutes: ``signed_before``, ``did_not_opine``; of bodies and seats:
    ``code_taken``, ``days_reversed``.
    """

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Consulted:
    """A body before which a file is laid."""

    body: int
    binds: bool = False


@dataclass(frozen=True)
class Said:
    """The opinion of a body as it stands."""

    body: int
    value: str


@dataclass(frozen=True)
class ReservationFacts:
    """What an opinion asks for. `severity`: ``minor`` or ``major``."""

    words: str
    severity: str = "minor"


@dataclass(frozen=True)
class OpinionFacts:
    """What a member says. `ground`: the paper of the pack that an unfavourable opinion rests on, if any."""

    value: str
    reasons: str = ""
    reservations: Sequence[ReservationFacts] = ()
    ground: str = ""


def outcome_of(opinions: Iterable[Said], bodies: Collection[Consulted], quorum: int = 50) -> str:
    """What the committee says of a file.

    Whoever binds decides against it alone. Where nobody does, the file waits for another sitting if too few
    opined, or if a binding body did not or asks for another sitting, or more ask for one than answer. Then
    more unfavourable opinions than others make it unfavourable, and any reservation stands (law 12-90; RGC,
    articles 29 to 35).

    :param quorum: in a hundred, of the bodies that must have said something; at least one does.
    """
    known = {consulted.body for consulted in bodies}
    said = {opinion.body: opinion.value for opinion in opinions if opinion.body in known}
    binding = [said.get(consulted.body) for consulted in bodies if consulted.binds]
    values = list(said.values())
    if UNFAVOURABLE in binding:
        return UNFAVOURABLE
    if not values or len(values) * 100 < quorum * len(known) or not GRANTING.issuperset(binding):
        return ADJOURNED
    settled = [value for value in values if value != ADJOURNED]
    if len(settled) * 2 <= len(values):
        return ADJOURNED
    if settled.count(UNFAVOURABLE) * 2 > len(settled):
        return UNFAVOURABLE
    return WITH_RESERVATIONS if WITH_RESERVATIONS in settled else FAVOURABLE


def binding_granted(opinions: Iterable[Said], bodies: Iterable[Consulted]) -> bool:
    """Whether each body whose opinion binds was favourable, with reservations or without."""
    said = {opinion.body: opinion.value for opinion in opinions}
    return all(said.get(consulted.body) in GRANTING for consulted in bodies if consulted.binds)


def check_opinion(facts: OpinionFacts, papers: Mapping[str, str]) -> None:
    """Whether an opinion may be given in these words.

    :param papers: the role of each paper of the pack, by name.
    :raises SittingRefused:
    """
    if facts.value not in VALUES:
        raise SittingRefused("no_such_value")
    if facts.value != FAVOURABLE and not facts.reasons.strip():
        raise SittingRefused("no_reasons")
    _check_reservations(facts)
    if facts.ground and facts.ground not in papers:
        raise SittingRefused("no_such_paper")
    if facts.value == UNFAVOURABLE and papers.get(facts.ground) == INFORMATION:
        raise SittingRefused("information_paper")


def _check_reservations(facts: OpinionFacts) -> None:
    worded = [reservation for reservation in facts.reservations if reservation.words.strip()]
    if facts.value == WITH_RESERVATIONS and not worded:
        raise SittingRefused("no_reservations")
    if facts.value != WITH_RESERVATIONS and worded:
        raise SittingRefused("reservations_unasked")


def sits_on(day: date, starts: date, ends: date | None) -> bool:
    """Whether a seat is held on a day; `ends` is the last one."""
    return starts <= day and (ends is None or day <= ends)


def opinions_open(state: str, at: datetime, until: datetime) -> bool:
    """Whether a member may still say something."""
    return state == "convoked" and at <= until


def digest_of(said: Mapping[str, Value]) -> str:
    """SHA-256 of what was signed, in its one canonical writing."""
    return hashlib.sha256(encode(said)).hexdigest()

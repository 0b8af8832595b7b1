"""The way of a letter: where it is, what was written on it, and through which hands it went."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, pgettext

from shubbak.desk.registry import words
from shubbak.desk.shown.language import Tongue
from shubbak.desk.words import word
from shubbak.people.rules import Roles
from shubbak.registry.books.printing import printed_number
from shubbak.registry.models import EntryEvent, Handover, Instruction, Letter
from shubbak.registry.permissions import answers_for
from shubbak.registry.queries import where_among

TOLD_ELSEWHERE = frozenset({EntryEvent.Kind.DISPATCHED})
"""What stands in the history unit by unit."""


@dataclass(frozen=True)
class Happened:
    """A line of the history of a letter."""

    instant: datetime
    moment: str
    words: str
    name: str
    told: str


@dataclass(frozen=True)
class HeldBy:
    """A unit that has the letter; `is_ours` if the reader answers for it."""

    handover: Handover
    unit: str
    mention: str
    state: str
    slip: str
    is_ours: bool


@dataclass(frozen=True)
class Way:
    where: str
    holders: Sequence[HeldBy]
    instructions: Sequence[Happened]
    history: Sequence[Happened]


def way_shown(
    letter: Letter, handovers: Sequence[Handover], roles: Roles, speech: Tongue, at: datetime, *, opens: bool
) -> Way:
    """`opens`: whether the reader may see what is inside; instructions speak of that."""
    written = list(letter.instructions.select_related("by")) if opens else []
    instructions = [_instructed(one, speech, at) for one in written]
    events = [event for event in letter.entry.events.all() if event.kind not in TOLD_ELSEWHERE]
    steps = [_entered(letter, speech, at)]
    steps += [_happened(one, _why(one, letter, opens=opens), speech, at) for one in events]
    steps += [*instructions, *_hands(handovers, speech, at)]
    standing = [one for one in handovers if one.state in ("sent", "accepted")]
    return Way(
        where=_where(handovers, speech, at),
        holders=[_held_by(one, roles, speech) for one in standing],
        instructions=instructions,
        history=sorted(steps, key=lambda step: step.instant),
    )


def _where(handovers: Collection[Handover], speech: Tongue, at: datetime) -> str:
    place = where_among(handovers)
    names = {one.unit.code: speech.pick(one.unit.name) for one in handovers}
    moment = speech.moment(place.since, at) if place.since else ""
    return word(words.PLACES, place.place) % {"unit": names.get(place.unit, ""), "moment": moment}


def _held_by(handover: Handover, roles: Roles, speech: Tongue) -> HeldBy:
    return HeldBy(
        handover=handover,
        unit=speech.pick(handover.unit.name),
        mention=word(words.MENTIONS, handover.mention),
        state=word(words.STATES, handover.state),
        slip=printed_number(handover.slip.entry) if handover.slip else "",
        is_ours=answers_for(roles, handover),
    )


def _instructed(one: Instruction, speech: Tongue, at: datetime) -> Happened:
    until = gettext("%(words)s (until %(day)s)") % {
        "words": one.words,
        "day": speech.day(one.due_at) if one.due_at else "",
    }
    told = until if one.due_at else one.words
    return Happened(
        one.at, speech.moment(one.at, at), pgettext("letter", "Instruction"), speech.name(one.by), told
    )


def _hands(handovers: Sequence[Handover], speech: Tongue, at: datetime) -> Iterator[Happened]:
    for one in handovers:
        unit = speech.pick(one.unit.name)
        sent = gettext("Sent to %(unit)s") % {"unit": unit}
        yield Happened(
            one.sent_at,
            speech.moment(one.sent_at, at),
            sent,
            speech.name(one.sent_by),
            word(words.MENTIONS, one.mention),
        )
        if one.answered_at:
            answered = f"{unit}: {word(words.STATES, _first_answer(one))}"
            moment = speech.moment(one.answered_at, at)
            yield Happened(one.answered_at, moment, answered, speech.name(one.answered_by), one.reason)


def _first_answer(handover: Handover) -> str:
    """A unit that passed a letter on had accepted it; the next one stands below."""
    return "accepted" if handover.state == Handover.State.PASSED_ON else handover.state


def _entered(letter: Letter, speech: Tongue, at: datetime) -> Happened:
    instant = letter.entry.received_at
    entered = pgettext("letter", "Entered in the register")
    return Happened(instant, speech.moment(instant, at), entered, speech.name(letter.clerk), "")


def _why(event: EntryEvent, letter: Letter, *, opens: bool) -> str:
    """Why a letter needs no answer stands beside it, where it can be erased."""
    return letter.settled_because if opens and event.kind == EntryEvent.Kind.SETTLED else ""


def _happened(event: EntryEvent, told: str, speech: Tongue, at: datetime) -> Happened:
    is_file = event.kind == EntryEvent.Kind.LINKED and event.other_id is None
    said = word(words.EVENTS, "filed" if is_file else event.kind)
    return Happened(event.at, speech.moment(event.at, at), said, event.actor_name, told or event.words)

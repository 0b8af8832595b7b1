"""The history of a file in words: what happened, who did it, what was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from shubbak.cases.models import CaseEvent
from shubbak.cases.queries.page import CasePage
from shubbak.desk import words
from shubbak.desk.shown.language import Tongue
from shubbak.foundation.text import isolate, isolate_ltr
from shubbak.notifications.models import Message
from shubbak.people.queries import latin_names, staff_of_ids

_BY_ITSELF = frozenset({"published", "survey_opened"})
_OF_UNITS = frozenset({"sent", "opinion_asked", "opinion_given", "opinion_withdrawn", "opinion_late"})
_JOINED = frozenset({"joined", "joined_by", "joined_answered"})


@dataclass(frozen=True)
class TimeLine:
    at: datetime
    moment: str
    who: str
    what: str
    words: str


@dataclass(frozen=True)
class MessageLine:
    """One message that left or was to leave; the words themselves are its letter's."""

    moment: str
    title: str
    channel: str
    address: str
    state: str
    is_dead: bool


def time_lines(file: CasePage, at: datetime, tongue: Tongue) -> Sequence[TimeLine]:
    """Newest first, as the desk reads it; what a step brought about by itself follows it."""
    names, people = _names(file.events, tongue), _people(file.events, tongue)
    events = sorted(file.events, key=lambda event: (event.at, event.what in _BY_ITSELF))
    return [
        TimeLine(
            at=event.at,
            moment=tongue.moment(event.at, at),
            who=names.get(event.actor_id) or event.actor_name or words.word(words.ACTORS, event.actor_kind),
            what=_with_people(what_happened(event, file, tongue), event, people),
            words=event.words,
        )
        for event in reversed(events)
    ]


def _names(events: Sequence[CaseEvent], tongue: Tongue) -> Mapping[str, str]:
    """Names of staff where the reader's language has its own: each event keeps the Arabic one."""
    if tongue.language == "ar":
        return {}
    return latin_names({event.actor_id for event in events if event.actor_kind == "staff"})


def _people(events: Sequence[CaseEvent], tongue: Tongue) -> Mapping[str, str]:
    """Names of those from whom and to whom the file went."""
    ids = {str(event.facts[name]) for event in events for name in ("from", "staff") if name in event.facts}
    found = staff_of_ids(int(pk) for pk in ids if pk.isdecimal()) if ids else {}
    return {str(pk): tongue.name(staff) for pk, staff in found.items()}


def _with_people(what: str, event: CaseEvent, people: Mapping[str, str]) -> str:
    """A file that changes hands says from whom and to whom; whoever took it stands before the line."""
    before, after = (people.get(str(event.facts.get(name)), "") for name in ("from", "staff"))
    if event.what == "assigned" and after:
        return gettext("%(what)s: %(name)s") % {"what": what, "name": isolate(after)}
    if event.what == "handed_over":
        told = {"what": what, "before": isolate(before), "after": isolate(after)}
        return gettext("%(what)s, from %(before)s to %(after)s") % told
    return what


def what_happened(event: CaseEvent, file: CasePage, tongue: Tongue) -> str:
    if event.what == "step":
        step = file.spec.steps.get(event.step)
        title = tongue.pick(step.title) if step else event.step
        result = tongue.pick(file.spec.results.get(event.result, {}))
        unit = tongue.pick(event.unit.name) if event.unit and _moves(event, file) else ""
        return " – ".join(part for part in (title, unit, result) if part)
    moved = tongue.pick(event.unit.name) if event.what in _OF_UNITS and event.unit else ""
    other = event.facts.get("into") or event.facts.get("number") if event.what in _JOINED else ""
    named = (words.event_words(event.what, event.facts), moved, isolate_ltr(str(other)) if other else "")
    return " – ".join(part for part in named if part)


def message_lines(file: CasePage, at: datetime, tongue: Tongue) -> Sequence[MessageLine]:
    return [
        MessageLine(
            moment=tongue.moment(message.sent_at or message.created_at, at),
            title=_title(message, file, tongue),
            channel=words.word(words.CHANNELS, message.channel),
            address=message.address,
            state=words.word(words.MESSAGE_STATES, message.state),
            is_dead=message.state == Message.State.DEAD,
        )
        for message in reversed(file.messages)
        if not message.template.startswith("desk:")
    ]


def _moves(event: CaseEvent, file: CasePage) -> bool:
    step = file.spec.steps.get(event.step)
    return step is not None and any(effect.name == "move_to" for effect in step.effects)


def _title(message: Message, file: CasePage, tongue: Tongue) -> str:
    letter = file.spec.letters.get(message.template)
    return tongue.pick(letter.title) if letter else words.word(words.EVENTS, "correspondence")

"""Letters with a unit as its people read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shubbak.desk.registry import words
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import word
from shubbak.registry.queries import Held
from shubbak.registry.rules import TO_DEAL_WITH, Mention


@dataclass(frozen=True)
class HeldShown:
    """`may_reply`: it is in the unit's hands, and not for information only."""

    held: Held
    unit: str
    mention: str
    since: str
    due: str
    is_late: bool
    may_reply: bool


def held_shown(lines: Iterable[Held], at: datetime) -> list[HeldShown]:
    speech = tongue()
    return [
        HeldShown(
            held=held,
            unit=speech.pick(held.handover.unit.name),
            mention=word(words.MENTIONS, held.handover.mention),
            since=speech.moment(held.handover.answered_at or held.handover.sent_at, at),
            due=speech.day(held.due_at) if held.due_at else "",
            is_late=held.is_late(at),
            may_reply=not held.is_to_accept and Mention(held.handover.mention) in TO_DEAL_WITH,
        )
        for held in lines
    ]

"""One line of a case's history, and the same line in the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shubbak.cases.models import Case, CaseEvent
from shubbak.journal.actions import record
from shubbak.journal.rules import Actor, Fact


def remember(
    case: Case,
    what: str,
    *,
    actor: Actor,
    at: datetime,
    words: str = "",
    public: bool = False,
    facts: Mapping[str, Fact] | None = None,
    **columns: Any,
) -> CaseEvent:
    """Write an event of the case and queue its line in the journal.

    `words` go to the erasable part of the line, `facts` to the part that stays: nothing personal in them.
    `columns` are step, source, target, result and unit of the event.
    """
    event = CaseEvent.objects.create(
        case=case,
        at=at,
        what=what,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        words=words,
        public=public,
        facts=dict(facts or {}),
        **columns,
    )
    kept = {name: columns[name] for name in ("step", "source", "target", "result") if columns.get(name)}
    record(
        what=f"case.{columns.get('step') or what}",
        about=case.number,
        actor=actor,
        at=at,
        facts={**kept, **(facts or {})},
        private={"words": words} if words else {},
    )
    return event

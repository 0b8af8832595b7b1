"""Declaring the natures of letters."""

from datetime import datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.registry.letters.models import Nature
from shubbak.registry.letters.rules import NatureFacts


@action
def declare_nature(*, facts: NatureFacts, actor: Actor, at: datetime) -> Nature:
    """Add a nature of letters, or say of one how long the body takes for it from now on."""
    wanted = {name: value for name, value in vars(facts).items() if name != "code"} | {
        "title": dict(facts.title)
    }
    nature, _ = Nature.objects.update_or_create(code=facts.code, defaults=wanted)
    record(
        what="registry.nature_declared",
        about=facts.code,
        actor=actor,
        at=at,
        facts={"answer_within": facts.answer_within, "is_legal": int(facts.is_legal)},
    )
    return nature

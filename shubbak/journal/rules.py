"""The words of the journal: who acted, and one line of what was done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Fact = str | int | bool | None
EPOCH = "journal.epoch"
"""The act of a line that opens an epoch: `epochs.py`."""
ActorKind = Literal["staff", "applicant", "system", "clock", "partner"]


@dataclass(frozen=True)
class Actor:
    """Who acts. Text and id, never a foreign key: renaming a clerk changes no line that was written."""

    kind: ActorKind
    id: str
    name: str = ""


@dataclass(frozen=True)
class Signed:
    """How far a log was signed: leaves and root."""

    size: int
    root: bytes


SYSTEM = Actor(kind="system", id="system")
CLOCK = Actor(kind="clock", id="clock")


@dataclass(frozen=True)
class Line:
    """One act. `facts` and `private` are committed to by a salted hash; `private` may later be erased."""

    what: str
    about: str
    actor: Actor
    at: datetime
    facts: Mapping[str, Fact] = field(default_factory=dict)
    private: Mapping[str, str] = field(default_factory=dict)

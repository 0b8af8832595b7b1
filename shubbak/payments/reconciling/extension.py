"""Where a room above opens a file about a difference; this one never knows what a file is."""

from collections.abc import Callable
from datetime import datetime

from shubbak.journal.rules import Actor
from shubbak.payments.reconciling.models import Difference

Opener = Callable[[Difference, Actor, datetime], str | None]
"""Opens a file and gives its number; None where the body offers no service for it."""

_openers: list[Opener] = []


def register_opener(opener: Opener) -> None:
    """Let a room above open files about differences."""
    if opener not in _openers:
        _openers.append(opener)


def opens_files() -> bool:
    """Whether any room above would."""
    return bool(_openers)


def open_file(difference: Difference, actor: Actor, at: datetime) -> str:
    """The number of the file that was opened; empty where nobody opens any."""
    return next((number for opener in _openers if (number := opener(difference, actor, at))), "")

"""Where a room above opens a file about a difference; this one never knows what a file is."""

from collections.abc import Callable
from datetime import datetime

from shubbak.journal.rules import Actor
from shubbak.payments.reconciling.models import Difference

NumberOf = Callable[[], str]
"""Says the number of a file, which it takes last of all that an action does."""
Opener = Callable[[Difference, Actor, datetime], NumberOf | None]
"""Opens a file; None where the body offers no service for it."""

_openers: list[Opener] = []


def register_opener(opener: Opener) -> None:
    """Let a room above open files about differences."""
    if opener not in _openers:
        _openers.append(opener)


def opens_files() -> bool:
    """Whether any room above would."""
    return bool(_openers)


def open_file(difference: Difference, actor: Actor, at: datetime) -> NumberOf | None:
    """By the first that opens one."""
    found = (opener(difference, actor, at) for opener in _openers)
    return next((number_of for number_of in found if number_of), None)

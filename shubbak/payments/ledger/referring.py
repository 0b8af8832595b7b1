"""Where a room above opens a file about what a bank says otherwise; this one never knows what a file is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from shubbak.foundation.localized import Localized
from shubbak.journal.rules import Actor


@dataclass(frozen=True)
class Differing:
    """What a bank says otherwise: on an account, or in its file of a day. `key` names it for ever."""

    key: str
    about: str
    theirs: int
    ours: int
    currency: str
    account: str = ""
    bank: Localized | None = None
    day: date | None = None
    text: str = ""


NumberOf = Callable[[], str]
"""Says the number of a file, which it takes last of all that an action does."""
Opener = Callable[[Differing, Actor, datetime], NumberOf | None]
"""Opens a file; None where the body offers no service for it."""

_openers: list[Opener] = []


def register_opener(opener: Opener) -> None:
    """Let a room above open files about differences."""
    if opener not in _openers:
        _openers.append(opener)


def opens_files() -> bool:
    """Whether any room above would."""
    return bool(_openers)


def open_file(differing: Differing, actor: Actor, at: datetime) -> NumberOf | None:
    """By the first that opens one."""
    found = (opener(differing, actor, at) for opener in _openers)
    return next((number_of for number_of in found if number_of), None)

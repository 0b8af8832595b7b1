"""What is kept about the people of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shubbak.portal.pages.parts import Link, Row


@dataclass(frozen=True, slots=True)
class View:
    """Somebody read the whole identity number."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody of the body opened the file on that day; `times` in words, where it was more than once."""

    by: str
    day: date
    times: str


@dataclass(frozen=True, slots=True)
class KeptPage:
    """`people`: the rows of each; `until`: the last day of keeping, once known; `ask_url`: where to ask for
    correction, if that is a service of the body; `has_number`: whether there is an identity number to read.
    """

    number: str
    service: str
    people: Sequence[Sequence[Row]]
    about: Sequence[Row]
    keeping: Sequence[str]
    until: date | None
    is_held: bool
    has_number: bool
    views: Sequence[View]
    looks: Sequence[Look]
    ask_url: str
    back: Link

"""What several pages show: links, dates that explain themselves, units, papers, stages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shubbak.foundation.working_time.reckoning import Reckoning


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its text; with `url` and `link`, what leads to changing it."""

    label: str
    text: str
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """`kind`: empty, risk, late or done; the sign is an icon's name."""

    title: str
    text: str = ""
    kind: str = ""
    icon: str = "info"
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A deposit begun on this device."""

    title: str
    url: str
    saved_at: datetime
    expires: date


@dataclass(frozen=True, slots=True)
class Phone:
    number: str
    label: str


@dataclass(frozen=True, slots=True)
class OpeningLine:
    days: str
    hours: str
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """Where something is: a unit with what one needs to reach it."""

    lead: str
    unit: str
    place: str = ""
    phone: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A due date that explains itself: soft question, large answer, reason, calendar."""

    question: str
    answer: str
    explanation: str
    reckoning: Reckoning | None = None
    text: str = ""
    text_url: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """The public stage: glossary word, sign, and a tint: empty, risk, late, done or hold."""

    word: str
    icon: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    title: str
    state: Literal["done", "now", "next"]
    at: datetime | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to fetch; `form` is its format, such as PDF. One with a `warning` is not to be fetched."""

    title: str
    url: str
    at: date
    form: str
    size: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    author: str
    text: str
    at: datetime
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class ReservationSaid:
    """A reservation of a body; `lifted` is what lifted it."""

    words: str
    is_lifted: bool
    lifted: str = ""


@dataclass(frozen=True, slots=True)
class OpinionSaid:
    """What a body says of a file, never who said it there."""

    body: str
    value: str
    look: str
    reasons: str
    reservations: Sequence[ReservationSaid]

"""The words of the outbox: whom a message is about, what it says, when it is tried again. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple, Protocol

GIVE_UP_AFTER = timedelta(hours=24)
_PAUSES = (60, 5 * 60, 15 * 60, 30 * 60, 60 * 60, 2 * 60 * 60, 4 * 60 * 60)


class About(NamedTuple):
    """What a message is about, for example ("case", "0198…"); its kind chooses who renders it."""

    kind: str
    id: str


class Reachable(Protocol):
    """Whoever can be written to; `people.Person` is one."""

    @property
    def pk(self) -> Any: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def preferred_channel(self) -> str: ...


@dataclass(frozen=True)
class Recipient:
    """Somebody who is not a row of `people`: an address on a form, a partner."""

    pk: str = ""
    email: str = ""
    phone: str = ""
    language: str = "ar"
    preferred_channel: str = ""


@dataclass(frozen=True)
class Attached:
    """A file that goes with an e-mail; a text message leaves without it."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Rendered:
    """A message in words. `text` is plain, its lines are paragraphs; `short` is for a telephone.

    Numbers and names inside should be isolated by whoever wrote them (`foundation.text.isolate`).
    """

    subject: str
    text: str
    short: str = ""
    sender_name: str = ""
    must_leave: bool = False
    """A code or a legal notice: no daily share of text messages holds it back."""
    attached: Sequence[Attached] = ()


class Withdrawn(Exception):
    """There is nothing left to say: what the message is about is gone. It ends without being sent."""


class NotDelivered(Exception):
    """A try failed. `permanent` when trying again would change nothing (an address refused)."""

    def __init__(self, words: str, *, permanent: bool = False) -> None:
        super().__init__(words)
        self.permanent = permanent


def reach(person: Reachable, channel: str | None = None) -> tuple[str, str] | None:
    """(channel, address) to write to, or None when there is no way.

    The channel asked for, else the one that the person prefers, else e-mail, else text message.
    """
    addresses = {"email": person.email, "sms": person.phone}
    wished = [channel] if channel else [person.preferred_channel, "email", "sms"]
    return next(((way, addresses[way]) for way in wished if way and addresses.get(way)), None)


def next_try(*, created_at: datetime, attempts: int, at: datetime) -> datetime | None:
    """When to try again after the given number of failed tries, or None when the 24 hours are over."""
    pause = _PAUSES[min(attempts, len(_PAUSES)) - 1]
    again = at + timedelta(seconds=pause)
    return again if again - created_at <= GIVE_UP_AFTER else None


MESSAGES_AN_HOUR = 20
"""To one address that somebody wrote on a form, whoever it belongs to: nobody is flooded through us."""
TEXTS_A_DAY = 3
MORNING = time(9)


def put_off(*, sent_today: int, must_leave: bool, now: datetime) -> datetime | None:
    """When a text message leaves instead: the next morning, once a telephone has had its share of the day.

    :param now: on the clock of the body, aware.
    :return: None when it may leave now. Codes and legal notices always may.
    """
    if must_leave or sent_today < TEXTS_A_DAY:
        return None
    return datetime.combine(now.date() + timedelta(days=1), MORNING, now.tzinfo)

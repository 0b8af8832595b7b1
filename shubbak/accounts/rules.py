"""Accounts of the people whom the body serves: one proven address each, codes; mandates. Pure."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from shubbak.foundation.text import to_western_digits, without_controls

Kind = Literal["email", "sms"]
CODE_LIVES = timedelta(minutes=10)
SESSION_LIVES = timedelta(hours=12)
TRIES = 5
CODES_AN_HOUR = 5
TEXTS_A_DAY = 3
"""Codes texted to one telephone in 24 hours (promises §2, Quotas)."""
_PURPOSE = b"shubbak sign-in code 1\n"
_LENGTH = 6


@dataclass(frozen=True)
class Address:
    """Where a code goes: an e-mail address in small letters, or a telephone in E.164."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Holder:
    """Who acts for somebody: a name, the address that they prove with a code, the language they read."""

    name: str
    address: Address
    language: str


class TooManyCodes(Exception):
    """This address has had its codes for now; `until` says when the next may leave."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


def code_of(key: bytes, asked: UUID) -> str:
    """The six figures for one request; made again whenever they are needed, never stored.

    :param key: the secret of the agency, at least 16 bytes.
    """
    if len(key) < 16:
        raise ValueError("the key of a sign-in code has at least 16 bytes")
    mac = hmac.digest(key, _PURPOSE + asked.bytes, "sha256")
    return f"{int.from_bytes(mac, 'big') % 10**_LENGTH:0{_LENGTH}d}"


def read_code(typed: str) -> str:
    """Six western figures out of what was typed, in any script, with spaces or hyphens; else nothing."""
    figures = "".join(to_western_digits(without_controls(typed)).replace("-", " ").split())
    return figures if len(figures) == _LENGTH and figures.isascii() and figures.isdecimal() else ""


def is_the_code(key: bytes, asked: UUID, typed: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(code_of(key, asked), read_code(typed) or "-" * _LENGTH)


def codes_again_at(address: Address, asked_at: list[datetime], at: datetime) -> datetime | None:
    """When the next code may leave; None if at once.

    Only codes are counted, never other messages: the answer must not tell whether the body knows the address.

    :param asked_at: when codes were asked for this address during the last 24 hours.
    """
    within = [(timedelta(hours=1), CODES_AN_HOUR)]
    if address.kind == "sms":
        within.append((timedelta(days=1), TEXTS_A_DAY))
    waits = [_again(asked_at, at, span, most) for span, most in within]
    return max((wait for wait in waits if wait), default=None)


def _again(asked_at: list[datetime], at: datetime, span: timedelta, most: int) -> datetime | None:
    recent = sorted(asked for asked in asked_at if asked > at - span)
    return recent[-most] + span if len(recent) >= most else None


Right = Literal["see", "deposit", "owner"]
OPEN_ASKED = 5
"""Mandates that one address may have asked for and not yet answered by the desk."""
MEMBERS = 200
FORGOTTEN_AFTER = timedelta(days=365)
"""A mandate that is over and has no file any more is erased a year after its end."""


class MandateRefused(Exception):
    """A mandate cannot be asked for, given, used or ended so; `code` says why, the door finds the words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class MandateTerms:
    """What a mandate allows: `services` empty for all, `ends` the last day, none until it is ended."""

    right: Right
    starts: date
    ends: date | None = None
    services: tuple[str, ...] = ()

    def problem(self, today: date) -> str:
        """The code of what is wrong with it; empty if nothing is."""
        if self.ends is not None and self.ends < self.starts:
            return "ends_before_it_starts"
        return "over_already" if self.ends is not None and self.ends < today else ""


def is_in_period(starts: date, ends: date | None, today: date) -> bool:
    """Both days included."""
    return starts <= today and (ends is None or today <= ends)


def covers(services: Iterable[str], service: str) -> bool:
    """Whether a mandate for these services is one for this service too; for none named, for all."""
    named = tuple(services)
    return not named or service in named

"""The minute that a token bears, by which the meter knows it again (TID, IEC 62055-41, 6.3.5).

A token identifier counts minutes from a base date, in UTC. A meter takes each of them once.
"""

from datetime import UTC, datetime, timedelta
from enum import IntEnum

from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused

LAST = (1 << 24) - 1
NEVER = 255
"""The key expiry number that no token identifier exceeds."""
_DAY = 24 * 60
_RESERVED = 1
"""The standard keeps 00:01 of each day for itself; a token made then bears the minute after it."""


class BaseDate(IntEnum):
    """The first of January from which minutes are counted, for some 31 years each."""

    YEAR_1993 = 1993
    YEAR_2014 = 2014
    YEAR_2035 = 2035

    @property
    def start(self) -> datetime:
        return datetime(self.value, 1, 1, tzinfo=UTC)

    @property
    def code(self) -> str:
        """The two digits that go into the key of a meter."""
        return f"{self.value % 100:02}"


def tid_of(at: datetime, base: BaseDate) -> int:
    """The identifier of a token issued at that instant, if no other took it."""
    tid = (at - base.start) // timedelta(minutes=1)
    return _checked(_after_reserved(tid), base)


def next_tid(at: datetime, base: BaseDate, last: int | None) -> int:
    """The identifier of a meter's next token: several of one minute take the minutes after ``last``."""
    tid = tid_of(at, base)
    return tid if last is None or tid > last else _checked(_after_reserved(last + 1), base)


def instant_of(tid: int, base: BaseDate) -> datetime:
    """The minute that an identifier names."""
    return base.start + timedelta(minutes=_checked(tid, base))


def refuse_expired(tid: int, expiry: int) -> None:
    """A vending key serves identifiers whose eight highest bits are at most its expiry number (KEN)."""
    if tid >> 16 > expiry:
        raise TokenRefused(Reason.KEY_EXPIRED, "The vending key has expired for tokens of this time.")


def _after_reserved(tid: int) -> int:
    return tid + 1 if tid % _DAY == _RESERVED else tid


def _checked(tid: int, base: BaseDate) -> int:
    if not 0 <= tid <= LAST:
        raise TokenRefused(Reason.TIME, f"This minute lies outside the {LAST + 1} of base date {base.value}.")
    return tid

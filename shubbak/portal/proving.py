"""A question that a person can answer, where the network they come from has used its share up.

In words of the page's language, so that it can be read aloud: no picture, no sound, no third party. It is a
threshold for programs that nobody watches, not a lock. A question is signed, holds for ten minutes, and
counts once.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import SystemRandom
from typing import Any

from django.core import signing
from django.utils.translation import get_language, gettext, pgettext

from shubbak.agencies.queries import current_agency
from shubbak.agencies.shares import is_within
from shubbak.foundation.text import to_western_digits
from shubbak.foundation.text.dates import weekday_name

HOLDS = timedelta(minutes=10)
_A_MONDAY = date(2024, 1, 1)
_random = SystemRandom()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in words, with the token that goes along; `days` to choose from, where it asks for one."""

    words: str
    token: str
    days: tuple[tuple[str, str], ...] = ()


def ask(at: datetime) -> Asked:
    """Draw a question: a sum, or a day of the week."""
    facts: dict[str, Any] = {"id": secrets.token_urlsafe(9), "at": int(at.timestamp())}
    if _random.random() < 0.5:
        first, second = _random.sample(range(2, 10), 2)
        words = gettext("How much is %(first)s and %(second)s together?")
        words %= {"first": _number(first), "second": _number(second)}
        return Asked(words, _signed({**facts, "right": first + second}))
    day, language = _random.randrange(7), get_language() or "ar"
    names = [weekday_name(_A_MONDAY + timedelta(days=number), language) for number in range(7)]
    words = gettext("Which day comes after %(day)s?") % {"day": names[day]}
    days = tuple((str(number), name) for number, name in enumerate(names))
    return Asked(words, _signed({**facts, "right": (day + 1) % 7}), days)


def is_right(token: str, typed: str, at: datetime) -> bool:
    """Whether a question of ours, not older than ten minutes and not answered before, is answered right."""
    try:
        facts = signing.loads(token, salt=_salt())
    except signing.BadSignature:
        return False
    asked_at = datetime.fromtimestamp(facts["at"], UTC)
    if not asked_at <= at + timedelta(seconds=1) or at - asked_at > HOLDS:
        return False
    if to_western_digits(typed).strip() != str(facts["right"]):
        return False
    return is_within(what="question", network=facts["id"], share=1, at=asked_at)


def _signed(facts: dict[str, Any]) -> str:
    return signing.dumps(facts, salt=_salt())


def _salt() -> str:
    return f"shubbak.portal.question/{current_agency().code}"


def _number(number: int) -> str:
    """Two to nine as they are read aloud."""
    return {
        2: pgettext("in a sum", "two"),
        3: pgettext("in a sum", "three"),
        4: pgettext("in a sum", "four"),
        5: pgettext("in a sum", "five"),
        6: pgettext("in a sum", "six"),
        7: pgettext("in a sum", "seven"),
        8: pgettext("in a sum", "eight"),
        9: pgettext("in a sum", "nine"),
    }[number]

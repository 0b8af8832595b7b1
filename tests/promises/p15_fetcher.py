"""A real process that looks into the mailbox once, for P15; told to, it kills itself at a point on the way.

Usage: p15_fetcher <instant> [fetched|stored|committed <rank>]
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

import django

django.setup()

from shubbak.agencies.models import Agency  # noqa: E402
from shubbak.agencies.schema import look_at  # noqa: E402
from shubbak.contact.intake import actions, turn  # noqa: E402


def die_at(owner: Any, name: str, rank: int, *, after: bool) -> None:
    """Kill this process at the call of that rank, before it or after it."""
    whole: Callable[..., Any] = getattr(owner, name)
    calls = count(1)

    def deadly(*args: Any, **kwargs: Any) -> Any:
        is_last = next(calls) == rank
        if is_last and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        done = whole(*args, **kwargs)
        if is_last:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    setattr(owner, name, deadly)


POINTS = {
    "fetched": (turn, "take_in", False),
    "stored": (actions, "register_letter", True),
    "committed": (turn, "take_in", True),
}

if __name__ == "__main__":
    instant, *point = sys.argv[1:]
    if point:
        owner, name, after = POINTS[point[0]]
        die_at(owner, name, int(point[1]), after=after)
    look_at(Agency.objects.get(code="miyah"))
    turn.TURN_LASTS = 3600.0
    print(turn.fetch_mail(at=datetime.fromisoformat(instant)))

"""Work that returns: a room says what and when, the worker runs it in each agency's schema.

Each turn is one short task per agency with a queueing lock: a turn still waiting is not queued twice, and a
turn that fails in one agency is seen there and hinders no other.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from procrastinate import exceptions
from procrastinate.contrib.django import app

from shubbak.agencies.queries import agencies_listed

Turn = Callable[[datetime], object]
TURN_TASK = "notifications.turn"
EACH_MINUTE = "* * * * *"
_turns: dict[str, Turn] = {}
_of_each_minute: list[str] = []


def register_periodic(name: str, cron: str, turn: Turn) -> None:
    """Run `turn(at)` in every agency at the times of `cron` ("minute hour day month weekday").

    Called when a room's `tasks.py` is imported. A turn must be safe to run twice.
    """
    _turns[name] = turn
    if cron == EACH_MINUTE:
        _of_each_minute.append(name)

    @app.periodic(cron=cron, periodic_id=name)
    @app.task(name=f"periodic.{name}", queue="periodic", pass_context=False)
    def tick(timestamp: int) -> None:  # noqa: ARG001  Procrastinate's signature
        ask_for_turns(name)


def ask_for_turns_of_each_minute() -> None:
    """What a worker begins with: after a crash receipts are signed at once, and not in a minute."""
    for name in _of_each_minute:
        ask_for_turns(name)


def ask_for_turns(name: str) -> None:
    """Queue one turn in every agency, unless it is queued already."""
    for agency in agencies_listed():
        ask_for_turn(name, agency.schema_name)


def ask_for_turn(name: str, schema: str) -> None:
    """Queue a turn in one agency that need not wait for its time, unless it is queued already."""
    waiting = f"{name}:{schema}"
    job = app.configure_task(
        TURN_TASK, queue="periodic", queueing_lock=waiting, lock=waiting, allow_unknown=True
    )
    with suppress(exceptions.AlreadyEnqueued):
        job.defer(name=name, schema=schema)


def turn_of(name: str) -> Turn:
    """:raises LookupError: for a turn that this version of Shubbak no longer has."""
    return _turns[name]

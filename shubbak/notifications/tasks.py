"""What the worker does for the outbox, and the turns of every room."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.agencies.schema import look_at, look_at_shared
from shubbak.documents.actions import scan_pending, sweep_orphans, sweep_parts
from shubbak.journal.actions import checkpoint
from shubbak.notifications.actions import DRAIN_TASK, drain, forget_given_up
from shubbak.notifications.periodic import EACH_MINUTE, TURN_TASK, register_periodic, turn_of
from shubbak.notifications.queries import anything_due
from shubbak.notifications.watching import post_checkpoint

_BATCH = 20
_AT_A_TIME = 120.0
"""Seconds after which a drain leaves the rest to the next turn: well within what a task may take."""


@app.task(name=DRAIN_TASK, queue="messages")
def drain_outbox(schema: str) -> None:
    """Send everything that is due in an agency; whoever else waits to do just that may go."""
    with _inside(schema):
        _cancel_waiting_drains(schema)
        _send_all_due()


@app.task(name=TURN_TASK, queue="periodic")
def take_turn(name: str, schema: str) -> None:
    with _inside(schema):
        turn_of(name)(timezone.now())


@contextmanager
def _inside(schema: str) -> Iterator[None]:
    """The schema of an agency for the time of a task; the pool gets its connection back with none."""
    look_at(Agency.objects.get(schema_name=schema))
    try:
        yield
    finally:
        look_at_shared()


def _cancel_waiting_drains(schema: str) -> None:
    """Jobs that are waiting now were committed with their messages, so this drain will see all of these."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT procrastinate_cancel_job_v1(id, false, true) FROM procrastinate_jobs"
            " WHERE status = 'todo' AND task_name = %s AND args ->> 'schema' = %s",
            [DRAIN_TASK, schema],
        )


def _send_all_due() -> None:
    """Send until nothing is due, one worker at a time for each agency: a crash finds one message under way.

    Whoever meets another at work may leave: the other looks once more after it has let go.
    """
    until = time.monotonic() + _AT_A_TIME
    while time.monotonic() < until and anything_due(timezone.now()):
        with _alone() as alone:
            if not alone or not _drain_dry(until):
                return


def _drain_dry(until: float) -> bool:
    tried = sent = drain(at=timezone.now(), limit=_BATCH)
    while sent == _BATCH and time.monotonic() < until:
        sent = drain(at=timezone.now(), limit=_BATCH)
    return tried > 0


@contextmanager
def _alone() -> Iterator[bool]:
    """A lock of the database session: it goes with a worker that dies, at once."""
    name = f"outbox of {current_agency().schema_name}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        (mine,) = cursor.fetchone()
        try:
            yield bool(mine)
        finally:
            if mine:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])


def _retry_due(at: datetime) -> None:  # noqa: ARG001  a turn; sending reads its own clock, message by message
    """Messages whose pause is over, and those whose job died with its worker."""
    _send_all_due()


def _sweep(at: datetime) -> None:
    sweep_parts(at=at)
    sweep_orphans(at=at)
    forget_given_up(at=at)


def _scan(at: datetime) -> None:
    scan_pending(at=at)


def _checkpoint(at: datetime) -> None:
    checkpoint(at=at)


def _watch(at: datetime) -> None:
    post_checkpoint(at=at)


register_periodic("journal.checkpoint", EACH_MINUTE, _checkpoint)
register_periodic("journal.watch", "50 21 * * *", _watch)
register_periodic("notifications.retry", EACH_MINUTE, _retry_due)
register_periodic("documents.scan", EACH_MINUTE, _scan)
register_periodic("documents.sweep", "17 3 * * *", _sweep)

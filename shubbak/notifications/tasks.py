"""What the worker does for the outbox, and the turns of every room."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from shubbak.agencies.models import Agency
from shubbak.documents.actions import sweep_orphans
from shubbak.notifications.actions import DRAIN_TASK, drain
from shubbak.notifications.periodic import TURN_TASK, register_periodic, turn_of

_BATCH = 50


@app.task(name=DRAIN_TASK, queue="messages")
def drain_outbox(schema: str) -> None:
    """Send everything that is due in an agency; whoever else waits to do just that may go."""
    with _inside(schema):
        _cancel_waiting_drains(schema)
        while drain(at=timezone.now(), limit=_BATCH) == _BATCH:
            pass


@app.task(name=TURN_TASK, queue="periodic")
def take_turn(name: str, schema: str) -> None:
    with _inside(schema):
        turn_of(name)(timezone.now())


@contextmanager
def _inside(schema: str) -> Iterator[None]:
    """The schema of an agency for the time of a task; the pool gets its connection back with none."""
    agency = Agency.objects.get(schema_name=schema)
    connection.set_tenant(agency)
    try:
        yield
    finally:
        connection.set_schema_to_public()


def _cancel_waiting_drains(schema: str) -> None:
    """Jobs that are waiting now were committed with their messages, so this drain will see all of these."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT procrastinate_cancel_job_v1(id, false, true) FROM procrastinate_jobs"
            " WHERE status = 'todo' AND task_name = %s AND args ->> 'schema' = %s",
            [DRAIN_TASK, schema],
        )


def _retry_due(at: datetime) -> None:
    """Messages whose pause is over, and those whose job died with its worker."""
    while drain(at=at, limit=_BATCH) == _BATCH:
        pass


def _sweep(at: datetime) -> None:
    sweep_orphans(at=at)


register_periodic("notifications.retry", "* * * * *", _retry_due)
register_periodic("documents.sweep", "17 3 * * *", _sweep)

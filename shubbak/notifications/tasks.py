"""What the worker does for the outbox, and the turns of every room."""

from datetime import datetime

from django.db import connection
from django.utils import timezone
from django_tenants.utils import schema_context
from procrastinate.contrib.django import app

from shubbak.agencies.models import Agency
from shubbak.documents.actions import sweep_orphans
from shubbak.notifications.actions import DRAIN_TASK, drain
from shubbak.notifications.periodic import TURN_TASK, register_periodic, turn_of

_BATCH = 50


@app.task(name=DRAIN_TASK, queue="messages")
def drain_outbox(schema: str) -> None:
    """Send everything that is due in an agency; whoever else waits to do just that may go."""
    _cancel_waiting_drains(schema)
    with _agency(schema):
        while drain(at=timezone.now(), limit=_BATCH) == _BATCH:
            pass


@app.task(name=TURN_TASK, queue="periodic")
def take_turn(name: str, schema: str) -> None:
    with _agency(schema):
        turn_of(name)(timezone.now())

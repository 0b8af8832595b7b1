"""Reads of the outbox."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from shubbak.notifications.models import Delivery, Message
from shubbak.notifications.rules import About

_GIVEN_UP = """
SELECT job.task_name, coalesce(job.args ->> 'name', ''), count(DISTINCT job.id), max(event.at)
FROM procrastinate_jobs AS job JOIN procrastinate_events AS event ON event.job_id = job.id
WHERE job.status = 'failed' AND job.args ->> 'schema' = %s
GROUP BY 1, 2 ORDER BY 4 DESC LIMIT 50
"""


@dataclass(frozen=True)
class GivenUp:
    """A kind of task that failed, ran out of limits or killed its workers; `turn` where it returns."""

    name: str
    turn: str
    times: int
    last: datetime


def given_up(schema: str) -> list[GivenUp]:
    """The tasks of an agency that were given up within the last month, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_GIVEN_UP, [schema])
        return [GivenUp(*row) for row in cursor.fetchall()]


def messages_about(about: About) -> QuerySet[Message]:
    """The history of what was written about one thing, oldest first."""
    return Message.objects.filter(about_kind=about.kind, about_id=about.id)


def dead_letters(about: About | None = None) -> QuerySet[Message]:
    """Messages given up: these persons were not reached."""
    dead = Message.objects.filter(state=Message.State.DEAD)
    return dead.filter(about_kind=about.kind, about_id=about.id) if about else dead


def ended_messages(ids: Iterable[UUID | None]) -> QuerySet[Message]:
    """Those of these messages that were sent or given up."""
    return Message.objects.filter(pk__in=list(ids), state__in=(Message.State.SENT, Message.State.DEAD))


def anything_due(at: datetime) -> bool:
    """Is there a message whose time to be tried has come?"""
    return Message.objects.filter(next_try_at__lte=at).exists()


def sink_deliveries(address: str = "") -> QuerySet[Delivery]:
    """What the development sink holds, newest first."""
    deliveries = Delivery.objects.select_related("message").order_by("-at", "-id")
    return deliveries.filter(address=address) if address else deliveries


def latest_messages(before: str = "", limit: int = 50) -> tuple[list[Message], str]:
    """The newest messages with what the development sink holds of them, and the key of the page after.

    :raises ValueError: for a key that is none.
    """
    wanted = Message.objects.order_by("-created_at", "-id").prefetch_related("deliveries")
    if before:
        moment, _, identity = before.partition("~")
        created, pk = datetime.fromisoformat(moment), UUID(identity)
        wanted = wanted.filter(Q(created_at__lt=created) | Q(created_at=created, pk__lt=pk))
    found = list(wanted[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return found[:limit], f"{last.created_at.astimezone(UTC).isoformat()}~{last.pk}" if last else ""

"""Reads of the outbox."""

from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from shubbak.notifications.models import Delivery, Message
from shubbak.notifications.rules import About


def messages_about(about: About) -> QuerySet[Message]:
    """The history of what was written about one thing, oldest first."""
    return Message.objects.filter(about_kind=about.kind, about_id=about.id)


def dead_letters(about: About | None = None) -> QuerySet[Message]:
    """Messages given up: these persons were not reached."""
    dead = Message.objects.filter(state=Message.State.DEAD)
    return dead.filter(about_kind=about.kind, about_id=about.id) if about else dead


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

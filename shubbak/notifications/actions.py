"""Writing to people: a row with the change that causes it, and later its delivery."""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from procrastinate.contrib.django import app

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.foundation.reading import rows_where
from shubbak.journal.actions import action, insert_late, record
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.models import Message
from shubbak.notifications.outlets import Outlets
from shubbak.notifications.rendering import rendered
from shubbak.notifications.rules import (
    MESSAGES_AN_HOUR,
    About,
    NotDelivered,
    Reachable,
    Rendered,
    Withdrawn,
    next_try,
    put_off,
    reach,
)

DRAIN_TASK = "notifications.drain"
_LONGEST_DUE = "this.next_try_at <= %s ORDER BY this.next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED"
STAFF = "staff/"
HOUR = timedelta(hours=1)
SHOWN_FOR = timedelta(days=30)
_FORGET = """
DELETE FROM procrastinate_jobs AS job WHERE job.status = 'failed' AND job.args ->> 'schema' = %s
AND NOT EXISTS (SELECT FROM procrastinate_events WHERE job_id = job.id AND at > %s)
"""
_END = """
UPDATE notifications_message
SET state = %s, attempts = attempts + 1, next_try_at = NULL, sent_at = %s, last_error = %s
WHERE id = %s
"""


@action
def post(
    *,
    about: About,
    person: Reachable,
    template: str,
    at: datetime,
    facts: Mapping[str, str | int | bool | None] | None = None,
    channel: str | None = None,
) -> Message | None:
    """Order a message, in the transaction of the change that causes it: both are kept, or neither.

    :param facts: ids only (which observation, which answer); the words are rendered at sending.
    :return: None when the person has no address for the channel, or none at all: nobody was reached.
    """
    way = reach(person, channel)
    if way is None:
        return None
    agency = current_agency()
    identity = uuid.uuid4()
    message = Message(
        id=identity,
        about_kind=about.kind,
        about_id=about.id,
        template=template,
        context=dict(facts or {}),
        person_id=str(person.pk or ""),
        channel=way[0],
        address=way[1],
        language=person.language or agency.default_language,
        message_id=f"<{identity.hex}@{_mail_domain(agency)}>",
        next_try_at=at,
        created_at=at,
    )
    insert_late(message)
    _ask_for_a_drain(agency.schema_name)
    return message


def drain(*, at: datetime, limit: int = 50) -> int:
    """Send what is due in the current agency, at most `limit` messages; say how many were tried.

    Each message has its own transaction, and its row stays locked while it leaves: other workers pass over
    it, and a crash can repeat only the one message that was under way, with the same Message-ID.
    """
    with Outlets(current_agency(), at) as outlets:
        for tried in range(limit):
            if not deliver_next(outlets=outlets, at=at):
                return tried
    return limit


@action
def deliver_next(*, outlets: Outlets, at: datetime) -> bool:
    """Try the message that has waited longest. False when nothing is due."""
    due = rows_where(Message, _LONGEST_DUE, [at])
    if not due:
        return False
    message = due[0]
    try:
        with transaction.atomic():
            morning = _send_unless_enough(message, outlets, at)
    except Withdrawn:
        _end(message, state=Message.State.DEAD, at=at, words="withdrawn")
    except NotDelivered as failure:
        _failed(message, str(failure), at=at, permanent=failure.permanent)
    except Exception as mistake:
        _failed(message, f"{type(mistake).__name__}: {mistake}", at=at)
    else:
        _sent_or_put_off(message, morning, at)
    return True


def _send_unless_enough(message: Message, outlets: Outlets, at: datetime) -> datetime | None:
    """Send it, unless this address has had its messages of the hour, or this telephone those of the day: then
    it says when it leaves.
    """
    words = rendered(message)
    later = _morning_after_enough(message, words, at) or _hour_after_enough(message, at)
    if later is None:
        outlets.send(message, words)
    return later


def _hour_after_enough(message: Message, at: datetime) -> datetime | None:
    """When the oldest of the hour's share is an hour old; staff, to whom their own body writes, have none."""
    if message.person_id.startswith(STAFF):
        return None
    same = Message.objects.filter(channel=message.channel, address=message.address)
    sent = same.filter(state=Message.State.SENT, sent_at__gt=at - HOUR).order_by("-sent_at")
    share = [one.sent_at for one in sent[:MESSAGES_AN_HOUR] if one.sent_at]
    return share[-1] + HOUR if len(share) == MESSAGES_AN_HOUR else None


def _sent_or_put_off(message: Message, morning: datetime | None, at: datetime) -> None:
    """What is put off counts as ordered in the morning: the 24 hours in which it is tried begin then."""
    if morning is None:
        _end(message, state=Message.State.SENT, at=at)
        return
    Message.objects.filter(pk=message.pk).update(next_try_at=morning, created_at=morning)
    _record(message, "put_off", at)


def _morning_after_enough(message: Message, words: Rendered, at: datetime) -> datetime | None:
    if message.channel != Message.Channel.SMS:
        return None
    now = at.astimezone(ZoneInfo(current_agency().zone))
    today = datetime.combine(now.date(), time(), now.tzinfo)
    same = Message.objects.filter(channel=message.channel, address=message.address)
    sent = same.filter(state=Message.State.SENT, sent_at__gte=today).count()
    return put_off(sent_today=sent, must_leave=words.must_leave, now=now)


@action
def try_again(*, message: Message, at: datetime) -> None:
    """Give a dead letter another life, after somebody mended its address or the gateway."""
    revived = Message.objects.filter(pk=message.pk, state=Message.State.DEAD).update(
        state=Message.State.QUEUED, next_try_at=at, attempts=0, created_at=at
    )
    if revived:
        _ask_for_a_drain(current_agency().schema_name)


@action
def erase_messages(*, kind: str, ids: Collection[str]) -> None:
    """Forget what was written about things of a kind, sent or not, and to whom."""
    Message.objects.filter(about_kind=kind, about_id__in=ids).delete()


@action
def forget_given_up(*, at: datetime) -> None:
    """Tasks that were given up have been in sight for a month: their rows go."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [current_agency().schema_name, at - SHOWN_FOR])


def _failed(message: Message, words: str, *, at: datetime, permanent: bool = False) -> None:
    attempts = message.attempts + 1
    again = None if permanent else next_try(created_at=message.created_at, attempts=attempts, at=at)
    if again is None:
        _end(message, state=Message.State.DEAD, at=at, words=words)
        return
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.FAILED, attempts=attempts, next_try_at=again, last_error=words[:300]
    )


def _end(message: Message, *, state: Message.State, at: datetime, words: str = "") -> None:
    """Sent or given up: nothing more is tried, and the journal says which."""
    sent_at = at if state == Message.State.SENT else None
    with connection.cursor() as cursor:
        cursor.execute(_END, [state.value, sent_at, words[:300], message.pk])
    _record(message, state.value, at)


def _record(message: Message, what: str, at: datetime) -> None:
    record(
        what=f"message.{what}",
        about=f"{message.about_kind}:{message.about_id}",
        actor=SYSTEM,
        at=at,
        facts={"message": str(message.pk), "template": message.template, "channel": message.channel},
    )


def _mail_domain(agency: Agency) -> str:
    return str(agency.email).rpartition("@")[2] or f"{agency.code}.invalid"


def _ask_for_a_drain(schema: str) -> None:
    """See after the commit that a job waits: whoever takes it later finds every message committed before.

    A process that dies in between costs a minute: the worker looks into every outbox once in each.
    """
    transaction.on_commit(partial(_see_that_a_drain_waits, schema), robust=True)


def _see_that_a_drain_waits(schema: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM procrastinate_jobs"
            " WHERE status = 'todo' AND task_name = %s AND args ->> 'schema' = %s LIMIT 1",
            [DRAIN_TASK, schema],
        )
        waits = cursor.fetchone() is not None
    if not waits:
        app.configure_task(DRAIN_TASK, queue="messages", allow_unknown=True).defer(schema=schema)

"""What the worker does: drains, turns of every room in every agency, and the tasks of dead workers."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from procrastinate.contrib.django import app

from shubbak.agencies.queries import current_agency
from shubbak.notifications import periodic, tasks
from shubbak.notifications.actions import post
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import About, Recipient, Rendered
from shubbak.notifications.worker import MOST_LIVES, TAKEN_FOR_DEAD, revive


def jobs() -> list[tuple[str, str]]:
    """Agency and state of each job of the queue."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'schema', status FROM public.procrastinate_jobs ORDER BY id")
        return cursor.fetchall()


def write(at) -> None:
    register_template_source("worker", lambda message: Rendered("s", "t"))
    post(about=About("worker", "1"), person=Recipient(email="a@example.ma"), template="t", at=at)


def test_a_drain_sends_what_is_due_and_one_waiting_drain_is_enough(fresh_agency, at):
    write(at)
    write(at)
    assert len(jobs()) == 1
    tasks.drain_outbox("miyah")
    connection.set_tenant(fresh_agency)
    assert jobs() == []
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_whoever_meets_another_at_work_leaves(fresh_agency, at):
    write(at)
    other = connection.copy("other")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended('outbox of miyah', 0))")
        tasks.drain_outbox("miyah")
    other.close()
    connection.set_tenant(fresh_agency)
    assert Message.objects.get().state == "queued"


def test_a_turn_is_queued_once_for_every_agency(fresh_agency):
    periodic.ask_for_turns("documents.sweep")
    periodic.ask_for_turns("documents.sweep")
    assert sorted(jobs()) == [("madina", "todo"), ("miyah", "todo")]


def test_a_turn_runs_inside_its_agency(fresh_agency, monkeypatch):
    seen = []
    monkeypatch.setitem(periodic._turns, "seen", lambda at: seen.append(current_agency().code))
    tasks.take_turn("seen", "madina")
    assert seen == ["madina"]


def test_the_rooms_below_have_their_turns():
    assert {"journal.checkpoint", "documents.sweep", "notifications.retry"} <= set(periodic._turns)


def orphaned(attempts: int) -> None:
    """A job that a worker had begun before it vanished."""
    app.configure_task("notifications.drain", queue="messages").defer(schema="miyah")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = %s", [attempts])


def a_turn_under_way_and_one_waiting() -> None:
    periodic.ask_for_turns("documents.sweep")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = 1")
    periodic.ask_for_turns("documents.sweep")


def revived() -> int:
    with app.replace_connector(app.connector.get_worker_connector()) as working:

        async def once() -> int:
            async with working.open_async():
                return await revive(working)

        with ThreadPoolExecutor(1) as apart:  # a browser of another test may have its loop in this thread
            return apart.submit(asyncio.run, once()).result()


def test_the_task_of_a_dead_worker_is_taken_again(fresh_agency):
    orphaned(attempts=1)
    assert revived() == 1
    assert jobs() == [("miyah", "todo")]


def test_what_died_together_returns_apart(fresh_agency):
    """Else the neighbour of a task that kills its workers would be given up in its place."""
    orphaned(attempts=1)
    orphaned(attempts=1)
    revived()
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(scheduled_at) - min(scheduled_at) FROM procrastinate_jobs")
        assert cursor.fetchone()[0].total_seconds() == TAKEN_FOR_DEAD


def test_a_task_that_kills_its_workers_is_kept_as_failed(fresh_agency):
    orphaned(attempts=MOST_LIVES)
    revived()
    assert jobs() == [("miyah", "failed")]


def test_a_turn_that_died_returns_though_another_waits_for_it(fresh_agency):
    """The queue holds one of its kind: both would wait for each other for ever, and all that died with it."""
    orphaned(attempts=1)
    a_turn_under_way_and_one_waiting()
    assert revived() == 3
    assert sorted(jobs()) == [("madina", "todo"), ("miyah", "todo"), ("miyah", "todo")]

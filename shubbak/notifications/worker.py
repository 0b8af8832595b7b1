"""The worker process: takes tasks of the queue, and gives those of dead workers to the living."""

import asyncio
import logging
from datetime import datetime, timedelta

from django.utils import timezone
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from shubbak.agencies.queries import agencies_listed
from shubbak.notifications.actions import DRAIN_TASK
from shubbak.notifications.lives import bound_memory, show_life, within_limits
from shubbak.notifications.periodic import ask_for_turns_of_each_minute

logger = logging.getLogger(__name__)

CONCURRENCY = 2
HEARTBEAT = 5.0
"""Seconds between two signs of life of a worker."""
TAKEN_FOR_DEAD = 20.0
"""Seconds without one, after which its tasks are taken again."""
MOST_LIVES = 5
"""A task that has outlived so many workers is what kills them."""


def run() -> int:
    """Work until SIGTERM or SIGINT; tasks under way get 10 seconds to end."""
    bound_memory()
    # The queue's own connections: the tasks themselves use Django's.
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        asyncio.run(_work(working))
    return 0


async def _work(working: App) -> None:
    async with working.open_async():
        reviving = asyncio.create_task(_revive_forever(working))
        try:
            await working.run_worker_async(
                name="shubbak",
                concurrency=CONCURRENCY,
                delete_jobs="successful",
                shutdown_graceful_timeout=10.0,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=TAKEN_FOR_DEAD,
                worker_middleware=[within_limits],
            )
        finally:
            reviving.cancel()


async def _revive_forever(working: App) -> None:
    """Begin with what was left undone, then look for tasks of dead workers ever after."""
    begun = False
    while True:
        show_life()
        try:
            if not begun:
                await _begin(working)
                begun = True
            await revive(working)
        except Exception:
            logger.exception("the tasks of dead workers could not be looked for")
        await asyncio.sleep(HEARTBEAT)


async def _begin(working: App) -> None:
    """Ask for what may have waited while no worker lived: the turns of each minute, and every outbox."""
    await asyncio.to_thread(ask_for_turns_of_each_minute)
    for schema in await asyncio.to_thread(_schemas):
        await working.configure_task(DRAIN_TASK, queue="messages").defer_async(schema=schema)


async def revive(working: App) -> int:
    """Queue again what dead workers left half done; one that has died too often is kept as failed.

    What died together returns apart, the least suspect first: else the neighbour of a task that kills its
    workers would die with it each time, and be given up in its place.
    """
    manager, at = working.job_manager, timezone.now()
    stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=TAKEN_FOR_DEAD))
    again = sorted((job for job in stalled if job.attempts < MOST_LIVES), key=lambda job: job.attempts)
    for rank, job in enumerate(again):
        await _take_again(manager, job, at + rank * timedelta(seconds=TAKEN_FOR_DEAD))
    for job in stalled:
        if job not in again:
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
    return len(stalled)


async def _take_again(manager: JobManager, job: Job, at: datetime) -> None:
    """Queue a task again; another that waits for the same work makes room for it.

    The queue takes one of them, and the other one could not begin while this one is held: both would wait
    for ever. This one stays, for it knows how many workers it has cost.
    """
    if job.queueing_lock:
        alike = await manager.list_jobs_async(status=Status.TODO.value, queueing_lock=job.queueing_lock)
        for number in (waiting.id for waiting in alike if waiting.id):
            await manager.cancel_job_by_id_async(number, delete_job=True)
    await manager.retry_job(job, retry_at=at)


def _schemas() -> list[str]:
    return list(agencies_listed().values_list("schema_name", flat=True))

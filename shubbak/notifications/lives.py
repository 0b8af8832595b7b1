"""What a worker allows a task: so much time, so much memory, so many lives. A poisoned one blocks nobody."""

import asyncio
import faulthandler
import logging
import os
import resource
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from procrastinate.job_context import JobContext
from procrastinate.jobs import Status

logger = logging.getLogger(__name__)

OVERDUE = 75
"""With which a worker ends that holds a task without end: a thread cannot be stopped, its process can."""
_STUCK = 4
"""Times the limit of a task, after which a worker whose loop no longer turns is ended by the C library."""
_STDERR = 2
_MEGABYTE = 1024 * 1024


def bound_memory() -> None:
    """Beyond SHUBBAK_TASK_MEMORY an allocation fails: the task ends with MemoryError, nothing else does."""
    most = settings.SHUBBAK_TASK_MEMORY * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def show_life() -> None:
    """Called as long as the loop turns; when it no longer does, the process ends and says where it stood."""
    faulthandler.dump_traceback_later(_STUCK * settings.SHUBBAK_TASK_SECONDS, exit=True, file=_STDERR)


async def within_limits(
    run_job: Callable[[], Awaitable[Any]],
    context: JobContext,
    worker: Any,  # noqa: ARG001  the shape of a middleware
) -> Any:
    """Run a task; past its time it is kept as failed, and the worker ends.

    What other tasks had begun is taken again by the next worker, as after any death.
    """
    running = asyncio.ensure_future(run_job())
    done, _ = await asyncio.wait({running}, timeout=settings.SHUBBAK_TASK_SECONDS)
    if done:
        return running.result()
    await context.app.job_manager.finish_job(context.job, status=Status.FAILED, delete_job=False)
    logger.critical(
        "%s took longer than %s s and was given up", context.job.call_string, settings.SHUBBAK_TASK_SECONDS
    )
    os._exit(OVERDUE)

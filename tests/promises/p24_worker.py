"""A real worker process for P24, with tasks that work and tasks that poison it."""

import os
import sys
import time
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402
from procrastinate.contrib.django import app  # noqa: E402

from shubbak.agencies.models import Agency  # noqa: E402
from shubbak.agencies.schema import look_at  # noqa: E402
from shubbak.journal.actions import action, record  # noqa: E402
from shubbak.journal.rules import SYSTEM  # noqa: E402
from shubbak.notifications import worker  # noqa: E402


@app.task(name="p24.good", queue="p24")
def good(schema: str, rank: int) -> None:
    """Leaves a line in the journal."""
    look_at(Agency.objects.get(schema_name=schema))
    time.sleep(0.02)
    _write(rank=rank)


@action
def _write(*, rank: int) -> None:
    record(what="p24.done", about=f"p24/{rank}", actor=SYSTEM, at=timezone.now())


@app.task(name="p24.raises", queue="p24")
def raises(schema: str) -> None:
    raise ValueError("poison")


@app.task(name="p24.hangs", queue="p24")
def hangs(schema: str) -> None:
    time.sleep(3600)


@app.task(name="p24.eats", queue="p24")
def eats(schema: str) -> None:
    hoard: list[bytes] = []
    while True:
        hoard.append(bytes(200 * 1024 * 1024))


@app.task(name="p24.dies", queue="p24")
def dies(schema: str) -> None:
    os._exit(9)


if __name__ == "__main__":
    given: dict[str, Any] = {"HEARTBEAT": 0.3, "TAKEN_FOR_DEAD": 1.5, "MOST_LIVES": 4}
    for name, value in given.items():
        setattr(worker, name, value)
    sys.exit(worker.run())

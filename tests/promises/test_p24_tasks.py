"""P24: a task is done although its worker died; a poisoned one blocks nobody.

Real workers, each started again when it ends, as the supervisor does, are killed while they work off good
tasks and others that raise, hang, eat memory and take their process along. SHUBBAK_PROMISES is smoke
(default), ci or full.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from shubbak.journal.models import Leaf
from shubbak.notifications.queries import given_up

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
GOOD, POISONED, KILLS = {"smoke": (20, 1, 0), "ci": (200, 2, 6), "full": (3_000, 20, 100)}[SIZE]
POISONS = ("raises", "hangs", "eats") if SIZE == "smoke" else ("raises", "hangs", "eats", "dies")
"""At smoke size nothing dies but of what hangs: P14 kills workers, tests/notifications counts their lives."""
PATIENCE = 120.0 + 60.0 * POISONED + GOOD / 2  # seconds, after which it hangs: the slowest machine needs less
LIMITS = {"SHUBBAK_TASK_SECONDS": "4", "SHUBBAK_TASK_MEMORY": "700"}
pytestmark = [pytest.mark.promise("P24"), pytest.mark.asvs("15.2.2")]


class Workers:
    """One worker at a time, and how often each way it ended."""

    def __init__(self) -> None:
        self.ends: Counter[int] = Counter()
        self.process = self._started()

    def _started(self) -> "subprocess.Popen[bytes]":
        environment = os.environ | LIMITS | {"DJANGO_SETTINGS_MODULE": "shubbak.config.settings"}
        return subprocess.Popen([sys.executable, "-m", "tests.promises.p24_worker"], env=environment)

    def keep_alive(self) -> None:
        if self.process.poll() is not None:
            self.ends[self.process.returncode] += 1
            self.process = self._started()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def workers(fresh_agency):
    at_work = Workers()
    yield at_work
    at_work.kill()


def ask(chance: random.Random) -> None:
    """Queue everything, the poisoned ones among the others."""
    wanted = [("good", {"rank": rank}) for rank in range(GOOD)] + [(name, {}) for name in POISONS] * POISONED
    chance.shuffle(wanted)
    for name, more in wanted:
        app.configure_task(f"p24.{name}", queue="p24", allow_unknown=True).defer(schema="miyah", **more)


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'p24' AND status IN ('todo', 'doing')"
        )
        return int(cursor.fetchone()[0])


def done() -> int:
    return Leaf.objects.filter(what="p24.done").values("about").distinct().count()


def test_every_task_is_done_or_in_sight(workers, capsys):
    chance = random.Random(seed := int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32)))
    ask(chance)
    kills, deadline = 0, time.monotonic() + PATIENCE
    while waiting() and time.monotonic() < deadline:
        workers.keep_alive()
        if kills < KILLS and done() > (kills + 1) * GOOD // (KILLS + 2):
            workers.kill()
            kills += 1
        time.sleep(0.05)
    with capsys.disabled():
        print(f"\nSEED={seed} P24 {SIZE}: {done()} of {GOOD} done, {kills} kills, ends {dict(workers.ends)}")
    assert waiting() == 0
    assert done() == GOOD
    assert {task.name: task.times for task in given_up("miyah") if task.name.startswith("p24.")} == {
        f"p24.{name}": POISONED for name in POISONS
    }

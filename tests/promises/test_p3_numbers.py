"""P3: the numbers of a series have no gap, no double, and follow the order of receipt.

Several processes of several threads enter things in five registers of two agencies while the year turns;
5 % of them fail after they took their number. P1 shows the same of real deposits whose processes are killed.
SHUBBAK_PROMISES is smoke (default), ci or full; SEED repeats a run.
"""

import json
import os
import random
import subprocess
import sys
from collections import defaultdict

import pytest

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.journal import audit as journal
from shubbak.registry.books import audit as registry

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
ENTRIES = {"smoke": 200, "ci": 10_000, "full": 100_000}[SIZE]
PROCESSES = 2


def depositor(seed):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "shubbak.config.settings"}
    words = [sys.executable, "-m", "tests.promises.p3_depositor", str(seed), str(ENTRIES // PROCESSES)]
    return subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True)


def series_of(outputs):
    """Who was told which number, by agency, register and year."""
    series = defaultdict(list)
    for output in outputs:
        for agency, register, year, number in json.loads(output):
            series[agency, register, year].append(number)
    return series


@pytest.mark.promise("P3")
def test_numbers_have_no_gap_and_no_double_whatever_fails(fresh_town, capsys):
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32))
    processes = [depositor(seed + rank) for rank in range(PROCESSES)]
    series = series_of([process.communicate()[0] for process in processes])
    assert [process.returncode for process in processes] == [0] * PROCESSES
    entered = sum(map(len, series.values()))
    with capsys.disabled():
        print(
            f"\nSEED={seed} P3 {SIZE}: {entered} numbers in {len(series)} series, {ENTRIES - entered} failed"
        )
    assert {key: sorted(told) for key, told in series.items()} == {
        key: list(range(1, len(told) + 1)) for key, told in series.items()
    }
    assert {year for _, _, year in series} == {2026, 2027}
    assert 0 < ENTRIES - entered < 0.1 * ENTRIES
    for agency in Agency.objects.filter(code__in=["miyah", "madina"]):
        look_at(agency)
        assert [*registry.problems(), *journal.problems()] == []

"""P1: a deposit whose receipt was shown is never lost; with P3 (no gap, no double) and P6 (same answer).

A whole Shubbak under its own supervisor serves eight clients of its API while SIGKILL hits its processes:
web workers, task workers, granian's master, database backends, the postmaster, the signer.
SHUBBAK_PROMISES is smoke (default), ci or full; SEED repeats a run. At smoke and ci size the deposits have
their time too: a machine that is busy with other things makes fewer, and the line that is printed says so.
"""

import os
import random

import pytest

from tests.promises.checking import faults
from tests.promises.clients import deposit_all, planned
from tests.promises.house import KINDS, House
from tests.promises.killing import kill_while_they_deposit

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
SIZES = {"smoke": (30, 2, 90), "ci": (3_000, 40, 360), "full": (100_000, 200 * len(KINDS), 24 * 3600)}
DEPOSITS, KILLS, SECONDS = SIZES[SIZE]


@pytest.fixture
def house(tmp_path_factory):
    made = House(tmp_path_factory.mktemp("house"))
    yield made
    made.remove()


def rotation(chance, kills):
    """Every kind as often as the others, in an order that the seed draws."""
    rounds = [chance.sample(KINDS, len(KINDS)) for _ in range(-(-kills // len(KINDS)))]
    return [kind for order in rounds for kind in order][:kills]


@pytest.mark.promise("P1")
@pytest.mark.promise("P3")
@pytest.mark.promise("P6")
def test_no_deposit_is_lost_whatever_is_killed(house, capsys):
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32))
    chance = random.Random(seed)
    plans = list(planned(DEPOSITS, chance))
    house.start()
    log, threads = deposit_all(house, plans, SECONDS)
    hit = kill_while_they_deposit(
        house, log, threads, order=rotation(chance, KILLS), total=DEPOSITS, chance=chance
    )
    for thread in threads:
        thread.join()
    assert house.stop() == 0
    house.start()
    with capsys.disabled():
        print(
            f"\nSEED={seed} P1 {SIZE}: {len(log.receipts)} receipts, {log.doubts} doubts, killed {dict(hit)}"
        )
    assert faults(house, log) == []
    assert len(log.receipts) == DEPOSITS or SIZE != "full"
    assert hit.total() >= KILLS // 2
    assert all(hit.values()), "every kind was there to be killed"

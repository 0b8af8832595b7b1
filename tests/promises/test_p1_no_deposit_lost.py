"""P1: a deposit whose receipt was shown is never lost; with P3 (no gap, no double) and P6 (same answer).

A whole Shubbak under its own supervisor serves six clients of its API, and beside them two clerks who enter
letters with their scans at the desk, while SIGKILL hits its processes: web workers, task workers, granian's
master, database backends, the postmaster, the signer.
SHUBBAK_PROMISES is smoke (default), ci or full; SEED repeats a run. At smoke and ci size the deposits have
their time too: a machine that is busy with other things makes fewer, and the line that is printed says so.
"""

import os
import random

import pytest

from tests.promises.checking import faults
from tests.promises.checking_desk import faults_at_desk
from tests.promises.clerks import enter_beside
from tests.promises.clients import deposit_all, planned
from tests.promises.house import KINDS, House
from tests.promises.killing import kill_while_they_deposit

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
SIZES = {"smoke": (30, 2, 90), "ci": (3_000, 40, 360), "full": (100_000, 200 * len(KINDS), 24 * 3600)}
DEPOSITS, KILLS, SECONDS = SIZES[SIZE]


@pytest.fixture
def house(tmp_path_factory):
    made = House(tmp_path_factory.mktemp("house"), SHUBBAK_OCR="0")
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
    log, threads = deposit_all(house, plans, SECONDS, clients=6)
    desk, clerks = enter_beside(house, seed, threads)
    hit = kill_while_they_deposit(
        house, log, threads, order=rotation(chance, KILLS), total=DEPOSITS, chance=chance
    )
    for thread in (*threads, *clerks):
        thread.join()
    assert house.stop() == 0
    house.start()
    with capsys.disabled():
        held = f"{len(log.receipts)} receipts, {len(desk.letters)} letters"
        doubts = f"{log.doubts} and {desk.doubts} doubts"
        print(f"\nSEED={seed} P1 {SIZE}: {held}, {doubts}, killed {dict(hit)}")
    assert faults(house, log) + faults_at_desk(house, desk) == []
    assert desk.letters != []
    assert len(log.receipts) == DEPOSITS or SIZE != "full"
    assert hit.total() >= KILLS // 2
    assert all(hit.values()), "every kind was there to be killed"

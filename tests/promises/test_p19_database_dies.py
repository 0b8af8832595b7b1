"""P19: a database that panics, as on a full disk, gives a clear refusal and no fault, and comes back alone.

A whole Shubbak; its PostgreSQL is killed several times while pages are read, a form is sent and a program
deposits. SHUBBAK_PROMISES is smoke (default: nothing), ci or full; SEED repeats a run.
"""

import os
import random
import signal
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.promises.checking import faults
from tests.promises.clients import Log, Planned, body_of, deposit_all, headers_of, planned
from tests.promises.house import House
from tests.promises.test_p19_full_disk import PATIENCE, opens_again, told_on_a_page

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
ROUNDS = {"smoke": 0, "ci": 3, "full": 20}[SIZE]
ASKED_FOR = 4.0  # seconds from before its death until it stands again, on a machine at rest

pytestmark = [
    pytest.mark.promise("P19"),
    pytest.mark.skipif(SIZE == "smoke", reason="a whole house: ci and full size"),
]


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("house"))
    made.start()
    yield made
    made.remove()


def asks_while_it_dies(house: House, plans: Iterator[Planned]) -> tuple[list[Planned], set[tuple[int, str]]]:
    """What was deposited, and how pages, a form and deposits were answered."""
    tried, told = [], set()
    until, dies = time.monotonic() + ASKED_FOR, time.monotonic() + 0.5
    while time.monotonic() < until:
        if dies and time.monotonic() > dies:
            dies = 0.0
            for postmaster in house.victims("postmaster"):
                os.kill(postmaster, signal.SIGQUIT)
        tried.append(plan := next(plans))
        with house.client(plan.agency, timeout=60) as client:
            answers = [client.get("/services"), client.get("/")]
            answers.append(client.post("/api/v1/deposits", content=body_of(plan), headers=headers_of(plan)))
        told |= {(answer.status_code, answer.headers["content-type"]) for answer in answers}
        with house.client("miyah", timeout=60) as client:
            told |= {answer for answer in [told_on_a_page(client)] if answer}
    return tried, told


def test_a_database_that_dies_is_never_told_as_a_fault(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32))
    plans, whole, told = planned(10_000, random.Random(seed)), Log(), set()
    for _ in range(ROUNDS):
        tried, answered = asks_while_it_dies(house, (plan for plan in plans if not plan.files))
        told |= answered
        assert opens_again(house)
        log, threads = deposit_all(house, tried, PATIENCE, clients=1)
        threads[0].join()
        whole.receipts += log.receipts
        whole.refusals += log.refusals
        whole.begun += log.begun
    with capsys.disabled():
        print(f"\nSEED={seed} P19 {SIZE}: {len(whole.receipts)} receipts; while it died: {told}")
    good = (httpx.codes.OK, httpx.codes.CREATED, httpx.codes.FOUND)
    refused = {answer for answer in told if answer[0] not in good}
    assert {status for status, _ in refused} == {httpx.codes.SERVICE_UNAVAILABLE}
    assert {kind.partition(";")[0] for _, kind in refused} <= {"application/problem+json", "text/html"}
    assert faults(house, whole) == []

"""P23: at ten times the load we shed, and never lose or fall over.

Ten times as many people as a whole house holds, working and waiting, deposit at the same moment and come back
at once when they are turned away, until somebody who follows a file and somebody at the desk were served so
many times. No rate and no time is measured: a slow machine takes longer. SHUBBAK_PROMISES is smoke (default),
ci or full; SEED repeats a run. At smoke size the gate alone is tried (tests/config/test_admission.py).
"""

import asyncio
import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from shubbak.config.admission.door import ACTS
from shubbak.config.demonstration.town import PASSWORD
from tests.promises.checking import faults
from tests.promises.clients import Log, Planned, Receipt, planned
from tests.promises.house import House
from tests.promises.overload import (
    FOUND,
    SERVED,
    TURNED_AWAY,
    Answered,
    Asked,
    Crowd,
    deposit,
    in_own_loop,
    one_after_another,
    request,
    served,
)

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
READINGS = {"smoke": 0, "ci": 10, "full": 300}[SIZE]
PROCESSES, PLACES, TIMES = 2, 2, 10
HELD = PROCESSES * (PLACES + ACTS.longest)
"""Deposits that are worked on or wait: whoever comes then is turned away."""
GROWTH = 200 * 1024  # KiB that a web process may grow by
pytestmark = [
    pytest.mark.promise("P23"),
    pytest.mark.asvs("15.2.2"),
    pytest.mark.skipif(SIZE == "smoke", reason="the gate alone at smoke size"),
]


@pytest.fixture
def house(tmp_path_factory):
    made = House(
        tmp_path_factory.mktemp("house"),
        SHUBBAK_WEB_WORKERS=str(PROCESSES),
        SHUBBAK_WEB_THREADS=str(PLACES),
    )
    yield made
    made.remove()


def deposits(chance: random.Random, host: str):
    for plan in planned(10**9, chance):
        yield deposit(host, Planned(plan.key, "miyah", "technical-complaint", "photo", ()))


def clerk(house: House, host: str) -> Asked:
    """The queue of somebody who is signed in."""
    with house.client("miyah") as client:
        page = client.get("/staff/login/").text
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        given = {"login": "guichet@miyah.example", "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
        assert client.post("/staff/login/", data=given).status_code == 302
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return Asked("desk", request("GET", host, "/desk/", Cookie=cookies))


def reader(receipt: dict[str, str], host: str) -> Asked:
    """Somebody who follows their file."""
    path = receipt["links"]["self"].partition(host)[2] or receipt["links"]["self"]
    path = "/" + path.split("/", 3)[3] if path.startswith("http") else path
    return Asked("tracking", request("GET", host, path, **{"Shubbak-Code": receipt["code"]}))


async def storm(house: House, asks: Iterator[Asked], followed: list[Asked]) -> tuple[list[Answered], ...]:
    """The crowd asks until those who only read were served so often: whoever starves them never ends."""
    crowd, read = Crowd(house.port, asks), []

    async def readers() -> None:
        for answers in await asyncio.gather(*(served(house.port, one, READINGS) for one in followed)):
            read.extend(answers)

    await crowd.besiege(TIMES * HELD, until=readers())
    return crowd.answered, read


def receipts_of(answers: list[Answered]) -> list[Receipt]:
    kept = [each for each in answers if each.status == SERVED]
    return [Receipt(each.asked.plan, each.asked.body, each.body) for each in kept]


def memory(house: House) -> int:
    """KiB that the largest web process holds."""
    texts = [Path(f"/proc/{pid}/status").read_text() for pid in house.victims("web")]
    return max(int(re.search(r"VmRSS:\s+(\d+)", text)[1]) for text in texts)


def test_ten_times_the_load_is_shed_and_nothing_is_lost(house, capsys):
    chance = random.Random(seed := int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32)))
    house.start()
    host = f"miyah.localhost:{house.port}"
    asks = deposits(chance, host)
    calm = in_own_loop(one_after_another(house.port, asks, 30))
    before, receipt = (set(house.victims("web")), memory(house)), receipts_of(calm)[0].shown
    flood, reading = in_own_loop(storm(house, asks, [clerk(house, host), reader(receipt, host)]))
    grown = memory(house) - before[1]
    counted, read = (Counter((each.asked.what, each.status) for each in some) for some in (flood, reading))
    with capsys.disabled():
        print(f"\nSEED={seed} P23 {SIZE}: {dict(counted)}; {dict(read)}; {grown // 1024} MiB more")
    assert set(counted) == {("deposit", SERVED), ("deposit", TURNED_AWAY)}
    assert all(int(each.headers["retry-after"]) > 0 for each in flood if each.status == TURNED_AWAY)
    assert {each.status for each in reading} <= {FOUND, TURNED_AWAY}
    assert grown < GROWTH
    after = in_own_loop(one_after_another(house.port, asks, 10))
    assert {each.status for each in after} == {SERVED}, "it recovers alone"
    assert set(house.victims("web")) == before[0], "no process fell over"
    receipts = receipts_of([*calm, *flood, *after])
    assert faults(house, Log(receipts=receipts, begun=len(receipts))) == []

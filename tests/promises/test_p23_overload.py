"""P23: at ten times the load we shed, and never lose or fall over.

A whole house is measured with few clients, then asked ten times as often in an open loop, while one follows
a file and somebody works at the desk. SHUBBAK_PROMISES is smoke (default), ci or full; SEED repeats a run. At
smoke size the gate alone is tried (tests/config/test_admission.py).
"""

import asyncio
import os
import random
import re
import time
from collections import Counter
from itertools import cycle
from pathlib import Path
from statistics import median

import pytest

from shubbak.config.demonstration.town import PASSWORD
from tests.promises.checking import faults
from tests.promises.clients import Log, Planned, Receipt, planned
from tests.promises.house import House
from tests.promises.overload import Asked, at_rate, deposit, one_after_another, request

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
SECONDS = {"smoke": 0, "ci": 12, "full": 300}[SIZE]
TIMES, HIGHEST = 10, 900
"""Ten times what the house does, and what one client process can ask in a second beside it."""
GROWTH = 200 * 1024  # KiB that a web process may grow by
pytestmark = [
    pytest.mark.promise("P23"),
    pytest.mark.asvs("15.2.2"),
    pytest.mark.skipif(SIZE == "smoke", reason="the gate alone at smoke size"),
]


@pytest.fixture
def house(tmp_path_factory):
    made = House(tmp_path_factory.mktemp("house"))
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


def memory(house: House) -> int:
    """KiB that the largest web process holds."""
    texts = [Path(f"/proc/{pid}/status").read_text() for pid in house.victims("web")]
    return max(int(re.search(r"VmRSS:\s+(\d+)", text)[1]) for text in texts)


def test_ten_times_the_load_is_shed_and_nothing_is_lost(house, capsys):
    chance = random.Random(seed := int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32)))
    house.start()
    host = f"miyah.localhost:{house.port}"
    asks = deposits(chance, host)
    warm = asyncio.run(one_after_another(house.port, asks, 3, 4))
    calm = asyncio.run(one_after_another(house.port, asks, 4, 4))
    nominal, before = len(calm) / 4, (set(house.victims("web")), memory(house))
    receipt = Receipt(calm[0].asked.plan, calm[0].asked.body, calm[0].body).shown
    followed = cycle([clerk(house, host), reader(receipt, host)])
    rate = min(TIMES * nominal, HIGHEST)

    async def storm():
        return await asyncio.gather(
            at_rate(house.port, rate, SECONDS, asks), at_rate(house.port, 2, SECONDS, followed)
        )

    flood, reading = asyncio.run(storm())
    most = memory(house)
    counted = Counter(answer.status for answer in flood)
    waits = [answer.seconds for answer in flood if answer.status == 503] or [0.0]
    read = Counter((answer.asked.what, answer.status) for answer in reading)
    with capsys.disabled():
        print(
            f"\nSEED={seed} P23 {SIZE}: nominal {nominal:.0f}/s, asked {rate:.0f}/s for {SECONDS} s: "
            f"{dict(counted)}; a refusal took {1000 * median(waits):.0f} ms (median); reading {dict(read)}; "
            f"{before[1] // 1024} MiB, then {most // 1024}"
        )
    assert set(counted) <= {201, 503}
    assert all(int(answer.headers["retry-after"]) > 0 for answer in flood if answer.status == 503)
    assert set(read) <= {("desk", 200), ("tracking", 200), ("desk", 503), ("tracking", 503)}
    assert min(read["desk", 200], read["tracking", 200]) >= SECONDS // 2
    assert most - before[1] < GROWTH
    time.sleep(1)
    after = asyncio.run(one_after_another(house.port, asks, 1, 1))
    assert {answer.status for answer in after} == {201}, "it recovers alone"
    assert set(house.victims("web")) == before[0], "no process fell over"
    kept = [answer for answer in [*warm, *calm, *flood, *after] if answer.status == 201]
    receipts = [Receipt(answer.asked.plan, answer.asked.body, answer.body) for answer in kept]
    assert faults(house, Log(receipts=receipts, begun=len(receipts))) == []

"""P19: a full disk gives a clear refusal, no lie, and the service recovers alone.

A whole Shubbak lives on a small disk of its own, with its database, files and black box. Clients deposit
while the disk is filled to its last byte and freed again, several times; each goes on asking until it was
answered. Only root may mount a small disk. SHUBBAK_PROMISES is smoke (default), ci or full; SEED repeats a
run. At smoke size nothing is tried: the house alone takes longer than the rest of the tests together.
"""

import errno
import os
import random
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

import httpx
import pytest

from tests.promises.checking import faults
from tests.promises.clients import Log, Planned, body_of, deposit_all, headers_of, planned
from tests.promises.house import House

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
ROUNDS = {"smoke": 0, "ci": 3, "full": 20}[SIZE]
DEPOSITS_OF_A_ROUND, FULL_FOR = 40, 6.0  # seconds
DISK = "900m"
QUESTION = "/d/technical-complaint/q/problem"
PATIENCE = 120.0  # seconds until a house that has room again answers

pytestmark = [
    pytest.mark.promise("P19"),
    pytest.mark.skipif(SIZE == "smoke", reason="a whole house on a disk of its own: ci and full size"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk"),
]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "shubbak", tmp_path], check=True)
    yield tmp_path
    subprocess.run(["umount", "--lazy", tmp_path], check=True)


@pytest.fixture
def house(small_disk: Path) -> Iterator[House]:
    made = House(small_disk / "home")
    made.start()
    yield made
    made.remove()


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Not a byte is free while the block runs, whatever the house gives back meanwhile."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for piece in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while file.write(bytes(piece)):
                    pass
        assert no_room_left(disk)
        yield
    ballast.unlink()


def no_room_left(disk: Path) -> bool:
    try:
        (disk / "one-more").write_bytes(b"1")
    except OSError as refused:
        return refused.errno == errno.ENOSPC
    return False


def asks_while_full(house: House, plans: Iterator[Planned]) -> tuple[list[Planned], set[tuple[int, str]]]:
    """Deposits that are tried once each, and how they and a form were answered; a page is read as well."""
    tried, told = [], set()
    until = time.monotonic() + FULL_FOR
    while time.monotonic() < until:
        tried.append(plan := next(plans))
        with suppress(httpx.TransportError), house.client(plan.agency, timeout=10) as client:
            assert client.get("/services").status_code == httpx.codes.OK, "who only reads is served"
            answer = client.post("/api/v1/deposits", content=body_of(plan), headers=headers_of(plan))
            told.add((answer.status_code, answer.headers["content-type"]))
        with suppress(httpx.TransportError), house.client("miyah", timeout=10) as client:
            told |= {answer for answer in [told_on_a_page(client)] if answer}
        time.sleep(0.2)
    return tried, told


def told_on_a_page(client: httpx.Client) -> tuple[int, str] | None:
    """How the first answer of a deposit that is written in a browser is received."""
    page = client.get(QUESTION).text
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)
    if token is None:
        return None
    given = {"problem": "leak", "csrfmiddlewaretoken": token[1]}
    answer = client.post(QUESTION, data=given)
    return answer.status_code, answer.headers.get("content-type", "")


def opens_again(house: House) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if house.answers():
            return True
        time.sleep(0.2)
    return False


def test_a_full_disk_loses_nothing_and_the_house_comes_back(house: House, small_disk: Path, capsys) -> None:
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32))
    plans, whole, told = planned(10_000, random.Random(seed)), Log(), set()
    for _ in range(ROUNDS):
        log, threads = deposit_all(house, list(islice(plans, DEPOSITS_OF_A_ROUND)), PATIENCE, clients=4)
        with filled(small_disk):
            tried, answered = asks_while_full(house, (plan for plan in plans if not plan.files))
        told |= answered
        assert opens_again(house)
        for thread in threads:
            thread.join()
        again, others = deposit_all(house, tried, PATIENCE, clients=1)
        others[0].join()
        for part in (log, again):
            whole.receipts += part.receipts
            whole.refusals += part.refusals
            whole.begun += part.begun
    with capsys.disabled():
        print(f"\nSEED={seed} P19 {SIZE}: {len(whole.receipts)} receipts; while it was full: {told}")
    refused = {answer for answer in told if answer[0] not in (httpx.codes.CREATED, httpx.codes.FOUND)}
    assert {status for status, _ in refused} == {httpx.codes.SERVICE_UNAVAILABLE}, "it was felt, and said so"
    assert {kind.partition(";")[0] for _, kind in refused} == {"application/problem+json", "text/html"}
    assert faults(house, whole) == []

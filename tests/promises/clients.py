"""Clients of the API that take no for an answer only from a refusal: what is in doubt, they repeat."""

import json
import random
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import httpx

from tests.promises.house import House

PHOTOGRAPH = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)
"""A PNG of one black point; bytes of an own text chunk make each file another."""
GIVE_UP_AFTER = 180.0  # seconds without an answer: then the house does not come back
MOST_PAPERS = {"photo": 3, "plan": 1}
SERVICES = (("miyah", "technical-complaint", "photo"), ("omran", "planning-information-request", "plan"))


@dataclass(frozen=True)
class Planned:
    """One deposit that somebody wants to make, the same at each run of a seed."""

    key: str
    agency: str
    service: str
    requirement: str
    files: tuple[bytes, ...]

    @property
    def hashes(self) -> list[str]:
        return sorted(sha256(file).hexdigest() for file in self.files)


@dataclass(frozen=True)
class Receipt:
    """An answer that its depositor has read whole."""

    planned: Planned
    body: bytes
    answer: bytes

    @property
    def shown(self) -> dict[str, Any]:
        shown: dict[str, Any] = json.loads(self.answer)
        return shown


@dataclass
class Work:
    """How it goes: what was refused for good, requests in doubt, what was begun."""

    refusals: list[str] = field(default_factory=list)
    doubts: int = 0
    begun: int = 0


@dataclass
class Log(Work):
    """What the clients have in their hands."""

    receipts: list[Receipt] = field(default_factory=list)


def planned(count: int, chance: random.Random) -> Iterator[Planned]:
    for _ in range(count):
        agency, service, requirement = chance.choice(SERVICES)
        papers = chance.randint(0, MOST_PAPERS[requirement])
        files = tuple(photograph(chance.randbytes(24)) for _ in range(papers))
        key = str(UUID(bytes=chance.randbytes(16), version=4))
        yield Planned(key, agency, service, requirement, files)


def photograph(mark: bytes, *, plain: bool = False) -> bytes:
    """A valid PNG that no other one equals; `plain`: the mark can be read in it."""
    words = b"tEXt" + b"mark\0" + (mark if plain else mark.hex().encode())
    chunk = (len(words) - 4).to_bytes(4, "big") + words + zlib.crc32(words).to_bytes(4, "big")
    return PHOTOGRAPH[:33] + chunk + PHOTOGRAPH[33:]


def answers_of(plan: Planned) -> dict[str, Any]:
    person = {"name": "أمينة بناني", "phone": "0661000041", "email": "amina@example.ma"}
    if plan.agency == "omran":
        where = {"choice": "address", "district": "guelmim", "street": "زنقة الورد 12"}
        return {"where": where, "land_kind": "none", "capacity": "owner", **person}
    return {
        "problem": "no_water",
        "since": (date.today() - timedelta(days=1)).isoformat(),
        "where": {"choice": "address", "district": "nakhil", "street": "زنقة الورد 12"},
        "preferred_channel": "email",
        **person,
    }


def body_of(plan: Planned, documents: Sequence[str] = ()) -> bytes:
    """What is posted once its files were sent."""
    papers = [{"document": name, "requirement": plan.requirement} for name in documents]
    return json.dumps({"service": plan.service, "answers": answers_of(plan), "papers": papers}).encode()


def headers_of(plan: Planned) -> dict[str, str]:
    return {"Idempotency-Key": plan.key, "Content-Type": "application/json"}


class Depositor:
    """One client on kept connections."""

    def __init__(self, house: House, log: Log) -> None:
        self.log = log
        self._clients = {agency: house.client(agency) for agency, *_ in SERVICES}

    def deposit(self, plan: Planned) -> None:
        """Send the files, then the deposit; each again until an answer was read to its end."""
        documents = [self._upload(plan, file) for file in plan.files]
        body = body_of(plan, [name for name in documents if name])
        answer = self.post(plan, body)
        if answer.status_code == httpx.codes.CREATED:
            self.log.receipts.append(Receipt(plan, body, answer.content))
        else:
            self.log.refusals.append(f"{answer.status_code} {answer.text}")

    def post(self, plan: Planned, body: bytes) -> httpx.Response:
        return self._insist(plan.agency, "/api/v1/deposits", content=body, headers=headers_of(plan))

    def _upload(self, plan: Planned, file: bytes) -> str | None:
        fields = {"service": plan.service, "document": plan.requirement}
        files = {"file": ("photo.png", file, "image/png")}
        answer = self._insist(plan.agency, "/api/v1/uploads", data=fields, files=files)
        if answer.status_code == httpx.codes.CREATED:
            return str(answer.json()["id"])
        self.log.refusals.append(f"{answer.status_code} {answer.text}")
        return None

    def _insist(self, agency: str, path: str, **sent: Any) -> httpx.Response:
        return insist(self.log, lambda: self._clients[agency].post(path, **sent))


def insist(work: Work, ask: Callable[[], httpx.Response]) -> httpx.Response:
    """The first answer that is no fault of the house, read to its end.

    :raises TimeoutError: if the house does not come back.
    """
    deadline = time.monotonic() + GIVE_UP_AFTER
    while time.monotonic() < deadline:
        try:
            answer = ask()
            if answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                return answer
        except httpx.TransportError:
            pass
        work.doubts += 1
        time.sleep(0.1)
    raise TimeoutError("the house does not answer any more")


def deposit_all(
    house: House, plans: list[Planned], seconds: float, clients: int = 8
) -> tuple[Log, list[threading.Thread]]:
    """Let clients work the plans off; the log grows while their threads live.

    After so many seconds nobody begins another deposit: a slow machine makes fewer, and says so.
    """
    log, waiting, lock, end = Log(), iter(plans), threading.Lock(), time.monotonic() + seconds

    def work() -> None:
        depositor = Depositor(house, log)
        while time.monotonic() < end:
            with lock:
                plan = next(waiting, None)
                log.begun += plan is not None
            if plan is None:
                return
            depositor.deposit(plan)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(clients)]
    for thread in threads:
        thread.start()
    return log, threads

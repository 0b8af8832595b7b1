"""An open loop: requests that come when they come, whether or not the ones before were answered."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.promises.clients import Planned, answers_of

PATIENCE = 30.0  # seconds: more than any line is patient


@dataclass(frozen=True)
class Asked:
    """One request, as it goes over the wire."""

    what: str
    wire: bytes
    plan: Planned | None = None
    body: bytes = b""


@dataclass(frozen=True)
class Answered:
    """Its answer; status 0 where none came."""

    asked: Asked
    status: int
    seconds: float
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def request(method: str, host: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    given = {"Host": host, "Connection": "close", "Content-Length": str(len(body)), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body


def deposit(host: str, plan: Planned) -> Asked:
    body = json.dumps({"service": plan.service, "answers": answers_of(plan)}).encode()
    headers = {"Idempotency-Key": plan.key, "Content-Type": "application/json"}
    return Asked("deposit", request("POST", host, "/api/v1/deposits", body, **headers), plan, body)


async def ask(port: int, asked: Asked) -> Answered:
    began = time.monotonic()
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(asked.wire)
            whole = await reader.read(-1)
            writer.close()
    except (OSError, TimeoutError):
        return Answered(asked, 0, time.monotonic() - began)
    head, _, body = whole.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    status = int(first.split()[1]) if first else 0
    return Answered(asked, status, time.monotonic() - began, headers, _joined(body, headers))


def _joined(body: bytes, headers: dict[str, str]) -> bytes:
    """The body without the lengths of its chunks."""
    if headers.get("transfer-encoding") != "chunked":
        return body
    joined = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size or b"0", 16)
        joined, body = joined + body[:length], body[length + 2 :]
    return joined


async def at_rate(port: int, rate: float, seconds: float, asks: Iterator[Asked]) -> list[Answered]:
    """So many requests a second, each at its time."""
    began, under_way = time.monotonic(), []
    for rank in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, began + rank / rate - time.monotonic()))
        under_way.append(asyncio.create_task(ask(port, next(asks))))
    return list(await asyncio.gather(*under_way))


async def one_after_another(port: int, asks: Iterator[Asked], seconds: float, clients: int) -> list[Answered]:
    """A closed loop: what the house does when it is asked no more than it answers."""
    end = time.monotonic() + seconds

    async def client() -> list[Answered]:
        done = []
        while time.monotonic() < end:
            done.append(await ask(port, next(asks)))
        return done

    return [one for share in await asyncio.gather(*(client() for _ in range(clients))) for one in share]


async def together(*loops: Callable[[], object]) -> list[list[Answered]]:
    return list(await asyncio.gather(*(loop() for loop in loops)))  # type: ignore[misc]

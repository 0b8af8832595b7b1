"""A crowd at the doors: many requests at the same moment, whatever the machine can do."""

import asyncio
import json
import random
from collections.abc import Awaitable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.promises.clients import Planned, answers_of

Result = TypeVar("Result")
FOUND, SERVED, TURNED_AWAY = 200, 201, 503
PATIENCE = 120.0
"""Seconds for one answer: whoever has none by then never gets it, on the slowest machine."""
HANGS = 240.0
_BACK_AFTER = (0.5, 2.0)


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


def in_own_loop(work: Coroutine[Any, Any, Result]) -> Result:
    """Its result. A browser of another test may have its loop in this thread."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()


async def ask(port: int, asked: Asked) -> Answered:
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(asked.wire)
            whole = await reader.read(-1)
            writer.close()
    except (OSError, TimeoutError):
        return Answered(asked, 0)
    head, _, body = whole.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    status = int(first.split()[1]) if first else 0
    return Answered(asked, status, headers, _joined(body, headers))


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


async def one_after_another(port: int, asks: Iterator[Asked], count: int) -> list[Answered]:
    """So many requests, each after the answer to the one before."""
    return [await ask(port, next(asks)) for _ in range(count)]


class Crowd:
    """So many people at the doors at once. Whoever is turned away comes back, long before they were asked to;
    whoever is served has something else to ask.
    """

    def __init__(self, port: int, asks: Iterator[Asked]) -> None:
        self.answered: list[Answered] = []
        self._port, self._asks, self._go_home = port, asks, asyncio.Event()

    async def besiege(self, people: int, *, until: Awaitable[None]) -> None:
        """Ask and ask again, until something is done; then everybody waits for their last answer.

        :raises TimeoutError: if it is not done while one may wait for it.
        """
        pressing = [asyncio.create_task(self._person()) for _ in range(people)]
        try:
            await asyncio.wait_for(until, HANGS)
        finally:
            self._go_home.set()
            await asyncio.gather(*pressing)

    async def _person(self) -> None:
        asked = next(self._asks)
        while not self._go_home.is_set():
            answer = await ask(self._port, asked)
            self.answered.append(answer)
            if answer.status == SERVED:
                asked = next(self._asks)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._go_home.wait(), random.uniform(*_BACK_AFTER))


async def served(port: int, asked: Asked, times: int) -> list[Answered]:
    """Come back as often as asked to, until the answer was given so many times; all answers."""
    answers: list[Answered] = []
    while sum(answer.status == FOUND for answer in answers) < times:
        answers.append(answer := await ask(port, asked))
        if answer.status not in (FOUND, TURNED_AWAY):
            break
        await asyncio.sleep(float(answer.headers.get("retry-after", 0)))
    return answers

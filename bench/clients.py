"""Clients that cost little: plain threads on kept connections, in as few processes as serve."""

import http.client
import json
import multiprocessing
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

WARM_UP = 3.0  # seconds
SECONDS = 10.0
WEB_WORKERS = 2
"""As many journeys as the web server has processes come first: each then has loaded all that it needs."""
_THREADS_OF_A_PROCESS = 16


@dataclass(frozen=True)
class Door:
    """Where the web server of a house listens, and the name by which it knows the agency."""

    port: int
    host: str


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: http.client.HTTPMessage

    def json(self) -> dict[str, Any]:
        return dict(json.loads(self.body))


class Client:
    """One client: a kept connection and the cookies of one browser."""

    def __init__(self, door: Door) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=60)
        self._host = door.host
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """Ask, and read the whole answer.

        :raises RuntimeError: for an answer that is a refusal or a fault.
        """
        self._connection.request(method, path, body, self._headers(headers))
        response = self._connection.getresponse()
        answer = Answer(response.status, response.read(), response.headers)
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.body[:500]!r}")
        return answer

    @contextmanager
    def reading(self, path: str) -> Iterator[http.client.HTTPResponse]:
        """A long answer, as it comes; whoever leaves early closes the line.

        :raises RuntimeError: for an answer that is a refusal, a fault or another page.
        """
        self._connection.request("GET", path, None, self._headers(None))
        response = self._connection.getresponse()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status}")
        try:
            yield response
        finally:
            response.close()
            self._connection.close()

    def _headers(self, more: dict[str, str] | None) -> dict[str, str]:
        sent = {"Host": self._host, **(more or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return sent


@dataclass(frozen=True)
class Measured:
    """What clients saw: journeys a second, and how long one lasted (seconds)."""

    rate: float
    median: float
    ninety_fifth: float
    made: int
    """All that came to their end, those of the warm-up included."""

    def __str__(self) -> str:
        return (
            f"{self.rate:7.1f}/s  median {self.median * 1e3:6.1f} ms  95 % {self.ninety_fifth * 1e3:6.1f} ms"
        )


Journey = Callable[[Client], object]


def measure(door: Door, journey: Journey, clients: int, seconds: float = SECONDS) -> Measured:
    """Let `clients` repeat a journey, first to warm up, then for `seconds`.

    :raises RuntimeError: if any journey failed.
    """
    processes = -(-clients // _THREADS_OF_A_PROCESS)
    shares = [clients // processes + (rank < clients % processes) for rank in range(processes)]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        found = pool.starmap(_drive, [(door, journey, share, seconds) for share in shares])
    lasted = sorted(time for share, _ in found for time in share)
    if not lasted:
        raise RuntimeError("no journey came to its end")
    ninety_fifth = lasted[int(len(lasted) * 0.95)]
    made = sum(count for _, count in found)
    return Measured(len(lasted) / seconds, statistics.median(lasted), ninety_fifth, made)


def _drive(door: Door, journey: Journey, clients: int, seconds: float) -> tuple[list[float], int]:
    """How long the journeys of one process lasted, and how many were made before and with them."""
    for _ in range(WEB_WORKERS):
        journey(Client(door))
    begin = time.monotonic() + WARM_UP
    lasted: list[float] = []
    outside: list[float] = []
    failed: list[Exception] = []
    threads = [
        threading.Thread(
            target=_repeat, args=(door, journey, begin, begin + seconds, lasted, outside, failed)
        )
        for _ in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise RuntimeError(f"{len(failed)} clients failed, one with: {failed[0]}")
    return lasted, WEB_WORKERS + len(outside) + len(lasted)


def _repeat(
    door: Door,
    journey: Journey,
    begin: float,
    end: float,
    lasted: list[float],
    outside: list[float],
    failed: list[Exception],
) -> None:
    """Repeat until the end; what began too early or ended too late is kept apart."""
    client = Client(door)
    try:
        while (started := time.monotonic()) < end:
            journey(client)
            ended = time.monotonic()
            (lasted if ended >= begin and ended <= end else outside).append(ended - started)
    except Exception as failure:
        failed.append(failure)

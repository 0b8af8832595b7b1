"""Clients that cost little: plain threads on kept connections, in as few processes as serve."""

import http.client
import json
import multiprocessing
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

WARM_UP = 3.0  # seconds
SECONDS = 10.0
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
        sent = {"Host": self._host, **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self._connection.request(method, path, body, sent)
        response = self._connection.getresponse()
        answer = Answer(response.status, response.read(), response.headers)
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.body[:500]!r}")
        return answer


@dataclass(frozen=True)
class Measured:
    """What clients saw: journeys a second, and how long one lasted (seconds)."""

    rate: float
    median: float
    ninety_fifth: float

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
    lasted = sorted(time for share in found for time in share)
    if len(lasted) < 2:
        raise RuntimeError("hardly any journey came to its end")
    return Measured(len(lasted) / seconds, statistics.median(lasted), lasted[int(len(lasted) * 0.95)])


def _drive(door: Door, journey: Journey, clients: int, seconds: float) -> list[float]:
    begin = time.monotonic() + WARM_UP
    lasted: list[float] = []
    failed: list[Exception] = []
    threads = [
        threading.Thread(target=_repeat, args=(door, journey, begin, begin + seconds, lasted, failed))
        for _ in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise RuntimeError(f"{len(failed)} clients failed, one with: {failed[0]}")
    return lasted


def _repeat(
    door: Door, journey: Journey, begin: float, end: float, lasted: list[float], failed: list[Exception]
) -> None:
    client = Client(door)
    try:
        while (started := time.monotonic()) < end:
            journey(client)
            if started >= begin and time.monotonic() <= end:
                lasted.append(time.monotonic() - started)
    except Exception as failure:
        failed.append(failure)

"""Kills processes of a house while it serves, and knows how many of each kind it killed."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress

from tests.promises.clients import Log
from tests.promises.house import House

SHORTEST, LONGEST = 0.05, 0.3  # seconds between two kills, while deposits get through


def kill_while_they_deposit(
    house: House,
    log: Log,
    threads: Sequence[threading.Thread],
    *,
    order: Sequence[str],
    total: int,
    chance: random.Random,
    number: signal.Signals = signal.SIGKILL,
) -> Counter[str]:
    """Send the signal to one process of each kind in `order`, spread over the deposits; what was hit.

    Each kill waits until receipts are given again after the one before, and then 50 to 300 ms more: a house
    that is down anyhow has nothing to lose.
    """
    hit: Counter[str] = Counter()
    for rank, kind in enumerate(order):
        due = max(len(log.receipts) + 1, rank * total // len(order))
        wait_until(lambda due=due: len(log.receipts) >= due, threads)
        time.sleep(chance.uniform(SHORTEST, LONGEST))
        hit[kind] += _strike(house, kind, chance, number)
        if not any(thread.is_alive() for thread in threads):
            break
    return hit


def wait_until(reached: Callable[[], bool], threads: Sequence[threading.Thread]) -> None:
    """Wait, as long as somebody deposits at all."""
    while not reached() and any(thread.is_alive() for thread in threads):
        time.sleep(0.005)


def _strike(house: House, kind: str, chance: random.Random, number: signal.Signals) -> int:
    """1 if a process of that kind was there to be hit, within the time that a restart takes."""
    deadline = time.monotonic() + 40.0
    while time.monotonic() < deadline:
        victims = house.victims(kind)
        if victims:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(victims), number)
                return 1
        time.sleep(0.02)
    return 0

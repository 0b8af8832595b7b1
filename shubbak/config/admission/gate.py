"""The gate of a web process: so many requests are worked on at once, few wait, the others are turned away.

Waiting requests stand in lines. A free place goes to the line that has had least of its share (start-time
fair queueing, Goyal, Vin and Cheng 1996): a line that is flooded never starves another one. No Django here.
"""

import heapq
import threading
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """Requests of one kind: their share of the places, how many may wait, and for how long (seconds)."""

    name: str
    share: int
    longest: int
    patience: float


@dataclass(order=True)
class _Waiter:
    """Somebody who waits. `turn` orders the waiters; `rank` those of one turn, by their coming."""

    turn: float
    rank: int
    line: Line = field(compare=False)
    called: threading.Event = field(default_factory=threading.Event, compare=False)
    has_left: bool = field(default=False, compare=False)


class Gate:
    """Lets at most `places` requests in at once."""

    def __init__(self, places: int) -> None:
        self._lock = threading.Lock()
        self._free = places
        self._waiters: list[_Waiter] = []
        self._waiting: dict[Line, int] = {}
        self._turns: dict[Line, float] = {}
        self._now = 0.0
        self._came = 0

    def enter(self, line: Line) -> bool:
        """Wait for a place while the line is patient; whether one was given. Who got it must `leave`."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            if self._waiting.get(line, 0) >= line.longest:
                return False
            waiter = self._queue(line)
        waiter.called.wait(line.patience)
        with self._lock:
            if waiter.called.is_set():
                return True
            waiter.has_left = True
            self._waiting[line] -= 1
            return False

    def leave(self) -> None:
        """Give the place to whoever's turn it is."""
        with self._lock:
            while self._waiters:
                waiter = heapq.heappop(self._waiters)
                if waiter.has_left:
                    continue
                self._waiting[waiter.line] -= 1
                self._now = waiter.turn
                waiter.called.set()
                return
            self._free += 1

    def _queue(self, line: Line) -> _Waiter:
        turn = max(self._now, self._turns.get(line, 0.0)) + 1 / line.share
        self._turns[line] = turn
        self._came += 1
        waiter = _Waiter(turn, self._came, line)
        heapq.heappush(self._waiters, waiter)
        self._waiting[line] = self._waiting.get(line, 0) + 1
        return waiter

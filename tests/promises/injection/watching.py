"""What is seen while canaries are about: what broke out, and what was read and typed into."""

import itertools
import socket
import traceback
from collections.abc import Callable
from typing import Any

from tests.promises.injection.canaries import MARK, chosen, faults_in


class Typist:
    """Types one canary after the other."""

    def __init__(self, size: str) -> None:
        canaries = chosen(size)
        self._canaries, self._kinds = itertools.cycle(canaries), len(canaries)
        self.typed = 0

    def __call__(self) -> str:
        self.typed += 1
        return next(self._canaries).text

    def shift(self, begun: int) -> None:
        """Go on until each box of a form that began at `begun` would get the canary of the box after it."""
        while (self.typed - begun) % self._kinds != 1:
            self()


class Watch:
    """What went wrong, wherever it was seen; which routes were read, took words, and showed them again."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.answers = 0
        self.read: set[str] = set()
        self.took: set[str] = set()
        self.sang: set[str] = set()

    def look(self, words: str, response: Any, route: str = "") -> str:
        """Look at an answer of a route; gives its text, for the links on it."""
        self.faults += [f"{words}: {fault}{_cause(response)}" for fault in faults_in(response)]
        self.answers += 1
        is_page = str(response.headers.get("Content-Type", "")).startswith("text/html")
        text = response.content.decode() if is_page else ""
        if response.status_code == 200:
            self.read.add(route)
        if MARK in text:
            self.sang.add(route)
        return text

    def sql(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if MARK in str(sql):
            self.faults.append(f"in a statement: {str(sql)[:200]}")
        return execute(sql, params, many, context)

    def connect(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def watched(sock: socket.socket, address: Any) -> Any:
            if sock.family != socket.AF_UNIX:
                self.faults.append(f"somebody called {address}")
            return real(sock, address)

        return watched


def _cause(response: Any) -> str:
    """What was raised, where the answer is a failure."""
    raised = getattr(response, "exc_info", None)
    return "\n" + "".join(traceback.format_exception(*raised)[-3:]) if raised else ""

"""A large file, looked through from its beginning with little of it in memory."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

_WINDOW = 512 * 1024
_OVERLAP = 64
"""Longer than any word that is looked for, each of its letters written as three."""


class Windows:
    """Searches a file of `size` bytes; words that lie across two windows are found."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self.size = path.stat().st_size
        self._begin, self._held = 0, b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def slice(self, begin: int, end: int) -> bytes:
        """What lies there of the file; nothing of a place that it does not have."""
        begin, end = max(0, begin), min(end, self.size)
        if begin >= end:
            return b""
        self._file.seek(begin)
        return self._file.read(end - begin)

    def parts(self, begin: int, end: int) -> Iterator[bytes]:
        """The bytes from `begin` to `end` in windows, each of which repeats the end of the one before."""
        while begin < end:
            until = min(begin + _WINDOW, end)
            yield self.slice(begin, until)
            begin = until if until == end else until - _OVERLAP

    def search(self, pattern: re.Pattern[bytes], position: int) -> tuple[int, int] | None:
        """Where the first match from `position` on begins and ends; the pattern is short."""
        while position < self.size:
            self._hold(position)
            found = pattern.search(self._held, position - self._begin)
            if found:
                return self._begin + found.start(), self._begin + found.end()
            if self._reaches_end():
                return None
            position = self._begin + len(self._held) - _OVERLAP
        return None

    def _hold(self, position: int) -> None:
        is_within = self._begin <= position < self._begin + len(self._held) - _OVERLAP
        if not is_within and not (self._reaches_end() and self._begin <= position):
            # A little from before, for patterns that look back.
            self._begin = max(0, position - _OVERLAP)
            self._held = self.slice(self._begin, self._begin + _WINDOW)

    def _reaches_end(self) -> bool:
        return bool(self._held) and self._begin + len(self._held) >= self.size

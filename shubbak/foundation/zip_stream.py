"""A ZIP archive written while it is sent, to somewhere that cannot be rewound."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PART = 64 * 1024
"""Bytes, or so, that leave at once."""
_MODE = 0o100644 << 16


class _Outflow:
    """What ZipFile takes for a file. Without `tell` and `seek` it writes sizes after each member."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.waiting = 0

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        self.waiting += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def close(self) -> None:
        """There is nothing to close."""

    def taken(self) -> bytes:
        parts, self._parts, self.waiting = self._parts, [], 0
        return b"".join(parts)


def zipped(
    members: Iterable[tuple[str, Iterable[bytes]]], *, at: datetime, level: int = 6
) -> Iterator[bytes]:
    """The bytes of an archive. The same members and `at` give the same bytes.

    :param members: names and contents, in their order; a name that is not ASCII is marked as UTF-8.
    :param at: the time that stands beside each member, as on the wall clock of its zone.
    """
    outflow = _Outflow()
    with ZipFile(outflow, "w", ZIP_DEFLATED) as archive:
        for name, parts in members:
            described = ZipInfo(name, at.timetuple()[:6])
            described.compress_type, described.external_attr = ZIP_DEFLATED, _MODE
            described._compresslevel = level  # type: ignore[attr-defined]  # public from Python 3.13
            with archive.open(described, "w") as member:
                for part in parts:
                    member.write(part)
                    if outflow.waiting >= PART:
                        yield outflow.taken()
    yield outflow.taken()

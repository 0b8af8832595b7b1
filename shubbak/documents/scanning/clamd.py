"""A client of ClamAV's daemon: INSTREAM, by a Unix socket or TCP (clamd(8)).

``zINSTREAM\\0``, then pieces, each after its length in four bytes (network order), then a length of zero; one
answer: ``stream: OK``, ``stream: <name> FOUND`` or words ending in ``ERROR``.
"""

import socket
import struct
from collections.abc import Callable
from typing import BinaryIO

PIECE = 64 * 1024
PATIENCE = 60.0
"""Seconds that the daemon may take for one file."""
_LONGEST_ANSWER = 4096


class ScannerAway(Exception):
    """The daemon does not answer: nothing is known of the file, and it is asked again later."""


def connector(address: str) -> Callable[[], socket.socket]:
    """How to reach ``/run/clamav/clamd.ctl`` or ``host:port``.

    :raises ValueError: if the address is neither.
    """
    if address.startswith("/"):
        return lambda: _unix(address)
    host, _, port = address.rpartition(":")
    if not (host and port.isdecimal()):
        raise ValueError(f"neither the path of a socket nor host:port: {address}")
    return lambda: socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)


def scan(stream: BinaryIO, address: str) -> str:
    """What the daemon says of a file: ``clean``, ``infected`` or ``unscannable``.

    :raises ScannerAway: if it cannot be reached, or hangs up.
    """
    try:
        with connector(address)() as connection:
            _send(connection, stream)
            answer = _answer(connection)
    except OSError as problem:
        raise ScannerAway(str(problem)) from problem
    return _verdict(answer)


def _unix(path: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(PATIENCE)
    try:
        connection.connect(path)
    except OSError:
        connection.close()
        raise
    return connection


def _send(connection: socket.socket, stream: BinaryIO) -> None:
    """A daemon that has enough (StreamMaxLength) answers and hangs up before the end: that is read after."""
    try:
        connection.sendall(b"zINSTREAM\0")
        while piece := stream.read(PIECE):
            connection.sendall(struct.pack(">I", len(piece)) + piece)
        connection.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        return


def _answer(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        piece = connection.recv(_LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    if not answer:
        raise ScannerAway("no answer")
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(answer: str) -> str:
    if answer.endswith(" FOUND"):
        return "infected"
    return "clean" if answer.endswith(": OK") else "unscannable"

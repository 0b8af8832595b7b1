"""Where a request ends: what two readers could read differently is refused, and never read as two requests.

RFC 9112, 6.3 and 11.2: then a proxy in front and the server behind cannot be talked into disagreeing.
"""

import os
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest

from shubbak.config.supervisor.children import web_command
from tests.cluster import ROOT
from tests.ports import free_port

HEAD = b"POST / HTTP/1.1\r\nHost: x\r\n"
SECOND = b"GET /second HTTP/1.1\r\nHost: x\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
TWO_WAYS = {
    "two lengths": b"Content-Length: 0\r\nContent-Length: 37\r\n\r\n",
    "a list of lengths": b"Content-Length: 0, 37\r\n\r\n",
    "a length with a sign": b"Content-Length: +0\r\n\r\n",
    "a length below nothing": b"Content-Length: -1\r\n\r\n",
    "a folded length": b"Content-Length:\r\n 0\r\n\r\n",
    "another coding": b"Transfer-Encoding: xchunked\r\n\r\n",
    "two codings": CHUNKED + b"Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "a space before the colon": b"Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
}
PATIENCE = 30


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The server with the options that it is started with, serving a page that needs no database."""
    free = free_port()
    *command, _application = web_command(("127.0.0.1", free))
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    server = subprocess.Popen([*command, "tests.config.framing_app:application"], env=environment)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", free)) == 0:
                break
        time.sleep(0.05)
    yield free
    server.terminate()
    server.wait(PATIENCE)


def statuses(port: int, sent: bytes) -> list[bytes]:
    """The statuses of all answers until the server closes."""
    told = b""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as line:
        line.sendall(sent)
        while piece := line.recv(65_536):
            told += piece
    return [each.split()[1] for each in told.split(b"\r\n") if each.startswith(b"HTTP/1.1 ")]


@pytest.mark.asvs("4.2.1")
@pytest.mark.parametrize("how", TWO_WAYS)
def test_what_could_be_read_in_two_ways_is_refused(port: int, how: str) -> None:
    assert statuses(port, HEAD + TWO_WAYS[how] + SECOND) == [b"400"]


@pytest.mark.asvs("4.2.1")
def test_what_is_read_in_one_way_is_served(port: int) -> None:
    plain = HEAD.replace(b"Host: x\r\n", b"Host: x\r\nConnection: close\r\n")
    assert statuses(port, plain + b"Content-Length: 2\r\n\r\nab") == [b"200"]
    assert statuses(port, plain + CHUNKED + b"\r\n2\r\nab\r\n0\r\n\r\n") == [b"200"]

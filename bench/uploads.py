"""A file of 500 MB through the portal, its line cut twenty times: does it arrive, and in how much memory."""

import hashlib
import http.client
import os
import random
import tempfile
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.clients import Client, Door
from bench.costs import proportional_megabytes
from bench.house import House, house
from bench.portal import START, token_in
from bench.submissions import PAPER, SERVICE
from shubbak.documents.rules import LARGEST_FILE

MEGABYTE = 1024 * 1024
SIZE, CUTS = LARGEST_FILE, 20
FIRST = 8
TUS = {"Tus-Resumable": "1.0.0"}
LIMIT = 50  # megabytes that a process may grow by
_EACH = 0.1  # seconds between two looks at the memory


def run(seconds: float) -> None:
    """Print how long it took, whether it is the same file, what each process grew by; without `seconds`."""
    del seconds
    with tempfile.NamedTemporaryFile(suffix=".pdf") as drawn, house() as measured:
        sha256 = _draw(Path(drawn.name))
        measured.run("bench.after_setup", "bench.uploads_setup")
        measured.open()
        sender = Sender(Door(measured.port, measured.host), Path(drawn.name))
        for pieces in range(1, FIRST + 1):  # what the first pieces load in each process is not the file's
            sender.anew()
            sender.send(at_most=pieces * MEGABYTE)
        with _watched(measured) as grown:
            began = time.monotonic()
            sender.send()
            took = time.monotonic() - began
            time.sleep(10.0)  # the worker has its turn
        kept = next(path for path in measured.home.path.rglob(sha256) if path.is_file())
        is_same = hashlib.sha256(kept.read_bytes()).hexdigest() == sha256
    print(
        f"{SIZE // 1_000_000} MB, {sender.cuts} cuts: {took:.1f} s, the last piece {sender.last:.1f} s; ",
        end="",
    )
    print("byte-equal" if is_same else "NOT THE SAME")
    for name, (before, most) in grown.items():
        grew = f"{most - before:+5.1f} (limit {LIMIT})"
        print(f"{name:7} {before:6.1f} MB before, at most {most:6.1f} MB: {grew}", flush=True)


class Sender:
    """One browser that sends a file by tus; every so often its line is cut in the middle of a piece."""

    def __init__(self, door: Door, path: Path) -> None:
        self._door, self._path, self._size = door, path, path.stat().st_size
        self._client = Client(door)
        self._cut_at = set(random.Random(7).sample(range(FIRST, self._size // MEGABYTE), CUTS))
        self.cuts, self.last = 0, 0.0
        self._token = self._opened()
        self._place = self._begun()

    def anew(self) -> None:
        """The same browser, on a line of its own: another process of the server may answer."""
        cookies, self._client = self._client.cookies, Client(self._door)
        self._client.cookies = cookies

    def send(self, at_most: int | None = None) -> None:
        """Send until everything is there, or `at_most` bytes are."""
        wanted = min(at_most or self._size, self._size)
        with self._path.open("rb") as file:
            while (offset := self._offset()) < wanted:
                self._go_on(file.fileno(), offset, wanted)

    def _opened(self) -> str:
        """What the form's page wants to have back."""
        page = self._client.ask("GET", START)
        while place := page.headers["Location"]:
            page = self._client.ask("GET", place)
        return token_in(page)

    def _begun(self) -> str:
        told = {"requirement": PAPER, "filename": "plan.pdf"}
        metadata = ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in told.items())
        headers = {**TUS, "Upload-Length": str(self._size), "Upload-Metadata": metadata}
        answer = self._client.ask(
            "POST", f"/d/{SERVICE}/uploads", b"", {**headers, "X-CSRFToken": self._token}
        )
        return str(answer.headers["Location"])

    def _offset(self) -> int:
        answer = self._client.ask("HEAD", self._place, None, TUS)
        return int(answer.headers["Upload-Offset"])

    def _go_on(self, file: int, offset: int, wanted: int) -> None:
        """Piece by piece, until the end or until the line is cut."""
        while offset < wanted:
            piece = os.pread(file, min(MEGABYTE, wanted - offset), offset)
            if offset // MEGABYTE in self._cut_at:
                self._cut_at.discard(offset // MEGABYTE)
                self._cut(piece, offset)
                return
            began = time.monotonic()
            self._client.ask("PATCH", self._place, piece, self._headers(offset))
            self.last = time.monotonic() - began
            offset += len(piece)

    def _headers(self, offset: int) -> dict[str, str]:
        kind = "application/offset+octet-stream"
        return {**TUS, "X-CSRFToken": self._token, "Upload-Offset": str(offset), "Content-Type": kind}

    def _cut(self, piece: bytes, offset: int) -> None:
        """Half a piece, then nothing more."""
        line = http.client.HTTPConnection("127.0.0.1", self._door.port, timeout=60)
        line.putrequest("PATCH", self._place, skip_host=True)
        cookies = "; ".join(f"{name}={value}" for name, value in self._client.cookies.items())
        sent = {"Host": self._door.host, "Cookie": cookies, "Content-Length": str(len(piece))}
        for name, value in {**sent, **self._headers(offset)}.items():
            line.putheader(name, value)
        line.endheaders(piece[: len(piece) // 2])
        line.close()
        self.cuts += 1


@contextmanager
def _watched(measured: House) -> Iterator[dict[str, tuple[float, float]]]:
    """What each process used before, and at most since, in megabytes (PSS of it and its children)."""
    grown: dict[str, tuple[float, float]] = {}
    over = threading.Event()
    pids = {name: child.process.pid for name, child in measured.children.items() if child.process}
    before = {name: proportional_megabytes(pid) for name, pid in pids.items()}
    grown.update({name: (used, used) for name, used in before.items()})

    def look() -> None:
        while not over.wait(_EACH):
            for name, pid in pids.items():
                grown[name] = (before[name], max(grown[name][1], proportional_megabytes(pid)))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield grown
    finally:
        over.set()
        looking.join()


def _draw(path: Path) -> str:
    """A PDF with one stream of noise, of SIZE bytes; its hash."""
    drawn, digest = random.Random(500), hashlib.sha256()
    head = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n2 0 obj\n<</Length 3 0 R>>\nstream\n"
    with path.open("wb") as file:

        def write(content: bytes) -> None:
            file.write(content)
            digest.update(content)

        write(head)
        while file.tell() < SIZE - MEGABYTE:
            write(drawn.randbytes(MEGABYTE))
        write(drawn.randbytes(SIZE - file.tell() - 120))
        write(b"\nendstream\nendobj\n")
        place = file.tell()
        write(b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R>>\n")
        write(b"startxref\n%d\n%%%%EOF\n" % place)
    return digest.hexdigest()

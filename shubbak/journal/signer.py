"""The signer: a small process of its own, the only one that can read the signing key. No Django.

It signs nothing but well-formed receipts, checkpoints that extend the last one it signed for the same log,
and statements on archives whose checkpoint begins that one; so even an intruder in the application cannot
make it sign two histories. What it signed last is on disk, synced, before the signature leaves. Started as
``python -m shubbak.journal.signer``.
"""

import logging
import os
import signal
import socketserver
import stat
import sys
import threading
from pathlib import Path

from shubbak.foundation.merkle import extends
from shubbak.foundation.signed_note import Checkpoint, parse_checkpoint
from shubbak.journal import protocol
from shubbak.journal.archive_statement import parse_statement
from shubbak.journal.receipt import PAYLOAD_LENGTH, decode
from shubbak.journal.signer_store import SignerStore

log = logging.getLogger("shubbak.signer")


class Refused(Exception):
    """What was asked must not be signed; the text says why, in ASCII."""


class Signer:
    """Decides what may be signed. One at a time: a checkpoint is compared, remembered and signed as one
    step."""

    def __init__(self, store: SignerStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._answers = {
            protocol.KEY: self._key,
            protocol.RECEIPT: self._receipt,
            protocol.LAST: self._last,
            protocol.CHECKPOINT: self._checkpoint,
            protocol.ARCHIVE: self._archive,
        }

    def answer(self, request: bytes) -> bytes:
        """The answer to one request; never raises for what a client sends."""
        handler = self._answers.get(request[:1])
        try:
            self._store.refresh()
            if handler is None:
                raise Refused("unknown request")
            return protocol.GOOD + handler(request[1:])
        except (Refused, ValueError) as error:
            log.warning("refused: %s", error)
            return protocol.REFUSED + str(error).encode("ascii", "replace")

    def _key(self, _body: bytes) -> bytes:
        return self._store.key.public

    def _receipt(self, payload: bytes) -> bytes:
        if len(payload) != PAYLOAD_LENGTH:
            raise Refused("not the length of a receipt")
        key = self._store.key
        if decode(payload).key_id != key.id:
            raise Refused("the receipt names another key")
        return key.sign(payload)

    def _last(self, origin: bytes) -> bytes:
        size, root = self._store.last(origin.decode())
        return protocol.LAST_LAYOUT.pack(size, root)

    def _checkpoint(self, body: bytes) -> bytes:
        text, proof = protocol.unpack_checkpoint(body)
        checkpoint = parse_checkpoint(text)
        with self._lock:
            self._must_extend(checkpoint, proof)
            self._store.remember(checkpoint)
        return self._store.key.sign(text.encode())

    def _archive(self, body: bytes) -> bytes:
        text, proof = protocol.unpack_checkpoint(body)
        statement = parse_statement(text)
        with self._lock:
            size, root = self._store.last(statement.origin)
        if not extends(statement.size, statement.root, size, root, proof):
            raise Refused("the archive names a checkpoint that is not of its log")
        return self._store.key.sign(text.encode())

    def _must_extend(self, checkpoint: Checkpoint, proof: list[bytes]) -> None:
        size, root = self._store.last(checkpoint.origin)
        if not extends(size, root, checkpoint.size, checkpoint.root, proof):
            raise Refused(f"the checkpoint does not extend the one of size {size}")


class _Conversation(socketserver.BaseRequestHandler):
    """One client: as many requests as it likes, until it hangs up."""

    def handle(self) -> None:
        signer: Signer = self.server.signer  # type: ignore[attr-defined]
        try:
            while True:
                protocol.send(self.request, signer.answer(protocol.receive(self.request)))
        except OSError:
            return


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, path: Path, signer: Signer) -> None:
        self.signer = signer
        super().__init__(os.fspath(path), _Conversation)


def serve(home: Path, socket_path: Path) -> _Server:
    """A server that listens on `socket_path`; the caller runs ``serve_forever``.

    :raises PermissionError: if the folder of the socket belongs to somebody else or is open to others.
    """
    path = protocol.usable_path(socket_path)
    _make_private(path.parent)
    path.unlink(missing_ok=True)
    # A stack of 8 MiB per client would be address space only, but a small limit keeps the process small.
    threading.stack_size(256 * 1024)
    signer = Signer(SignerStore(home))
    previous = os.umask(0o177)
    try:
        return _Server(path, signer)
    finally:
        os.umask(previous)


def run() -> int:
    """Serve until SIGTERM or SIGINT. Reads SHUBBAK_HOME and SHUBBAK_SIGNER_SOCKET."""
    logging.basicConfig(level=logging.WARNING, format="signer: %(message)s")
    home = Path(os.environ.get("SHUBBAK_HOME", ".shubbak")).resolve()
    socket_path = Path(os.environ.get("SHUBBAK_SIGNER_SOCKET", str(home / "run" / "signer.sock")))
    server = serve(home, socket_path)

    def stop(_number: int, _frame: object) -> None:
        threading.Thread(target=server.shutdown).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    server.serve_forever(poll_interval=0.5)
    server.server_close()
    return 0


def _make_private(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = folder.stat()
    if found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise PermissionError(f"the folder {folder} must be private to the signer")


if __name__ == "__main__":
    sys.exit(run())

"""The application's side of the signer: one connection per thread, a limit of time, no key."""

import logging
import socket
import threading
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from shubbak.journal import protocol
from shubbak.journal.rotation import PublishedKey, published

log = logging.getLogger(__name__)
TIMEOUT = 2.0
_kept = threading.local()


def sign_receipt(payload: bytes, timeout: float = TIMEOUT) -> bytes | None:
    """The signature of the 58 bytes of a receipt, or None if the signer refused or did not answer in time."""
    return _ask(protocol.RECEIPT + payload, timeout)


def sign_checkpoint(text: str, proof: list[bytes], timeout: float = TIMEOUT) -> bytes | None:
    """The signature of a checkpoint; `proof`: that it extends :func:`last_checkpoint`."""
    return _ask(protocol.CHECKPOINT + protocol.pack_checkpoint(text, proof), timeout)


def sign_archive(text: str, proof: list[bytes], timeout: float = TIMEOUT) -> bytes | None:
    """The signature of a statement on an archive.

    :param proof: that the checkpoint which it names begins :func:`last_checkpoint`.
    """
    return _ask(protocol.ARCHIVE + protocol.pack_checkpoint(text, proof), timeout)


def last_checkpoint(origin: str, timeout: float = TIMEOUT) -> tuple[int, bytes] | None:
    """Size and root of the last checkpoint that the signer signed for a log; None if it does not answer."""
    answer = _ask(protocol.LAST + origin.encode(), timeout)
    if answer is None:
        return None
    size, root = protocol.LAST_LAYOUT.unpack(answer)
    return size, root


def signing_key(timeout: float = TIMEOUT) -> bytes | None:
    """The public key that the signer uses now, or None if it does not answer."""
    keys = public_keys()
    return list(keys.values())[-1] if keys else _ask(protocol.KEY, timeout)


def public_keys() -> dict[bytes, bytes]:
    """Every key this installation ever signed with, oldest first: key id (4 bytes) -> public key (32
    bytes)."""
    return {each.id: each.key for each in published_keys()}


def published_keys() -> list[PublishedKey]:
    """The same with what the key before each of them signed."""
    try:
        return published(Path(settings.SHUBBAK_HOME, "keys", "signer.pub").read_text())
    except FileNotFoundError:
        return []


def public_key(key_id: bytes) -> bytes | None:
    """The public key with that id (4 bytes), or None if this installation never had it."""
    return public_keys().get(key_id)


def verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` is that of `message` by the holder of the public `key`."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _ask(request: bytes, timeout: float) -> bytes | None:
    """Ask on the kept connection; once more on a new one, since the signer may have been started again."""
    for _attempt in range(2):
        try:
            answer = _exchange(request, timeout)
        except TimeoutError:
            hang_up()
            return None
        except OSError:
            hang_up()
            continue
        if answer[:1] == protocol.GOOD:
            return answer[1:]
        log.error("the signer refused: %s", answer[1:].decode("ascii", "replace"))
        return None
    return None


def _exchange(request: bytes, timeout: float) -> bytes:
    connection = getattr(_kept, "connection", None)
    if connection is None:
        connection = _kept.connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(timeout)
        connection.connect(str(protocol.usable_path(Path(settings.SHUBBAK_SIGNER_SOCKET))))
    connection.settimeout(timeout)
    protocol.send(connection, request)
    return protocol.receive(connection)


def hang_up() -> None:
    """Close this thread's connection to the signer; the next question opens a new one."""
    connection = getattr(_kept, "connection", None)
    _kept.connection = None
    if connection is not None:
        connection.close()

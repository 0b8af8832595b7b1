"""How the application and the signer speak: frames of four bytes of length and a body. No Django.

A request is one letter and its body; an answer is ``+`` and a result or ``-`` and a reason in ASCII.

====== =============================================================== ==========================
letter body                                                            result
====== =============================================================== ==========================
``K``  nothing                                                         the public key, 32 bytes
``R``  the 58 bytes of a receipt                                       its signature, 64 bytes
``L``  the origin of a log                                             last size (8) and root (32)
``C``  length (4), text of the checkpoint, consistency proof (n * 32)  its signature, 64 bytes
``A``  length (4), text of a statement on an archive, proof (n * 32)   its signature, 64 bytes
====== =============================================================== ==========================
"""

import hashlib
import os
import socket
import struct
import tempfile
from pathlib import Path

KEY, RECEIPT, LAST, CHECKPOINT, ARCHIVE = b"K", b"R", b"L", b"C", b"A"
GOOD, REFUSED = b"+", b"-"
LONGEST_FRAME = 16 * 1024
LAST_LAYOUT = struct.Struct(">Q32s")
_LENGTH = struct.Struct(">I")
_LONGEST_PATH = 107  # bytes of sockaddr_un.sun_path less the closing NUL


class FrameError(ConnectionError):
    """The other side hung up, or sent what is no frame."""


def send(connection: socket.socket, body: bytes) -> None:
    """Send one frame."""
    connection.sendall(_LENGTH.pack(len(body)) + body)


def receive(connection: socket.socket) -> bytes:
    """Receive one frame.

    :raises FrameError: if the other side hung up or the frame is longer than 16 KiB.
    :raises TimeoutError: if the socket's own limit passed.
    """
    (length,) = _LENGTH.unpack(_exactly(connection, _LENGTH.size))
    if not 0 < length <= LONGEST_FRAME:
        raise FrameError("a frame of an impossible length")
    return _exactly(connection, length)


def pack_checkpoint(text: str, proof: list[bytes]) -> bytes:
    """The body of a request ``C`` or ``A``."""
    encoded = text.encode()
    return _LENGTH.pack(len(encoded)) + encoded + b"".join(proof)


def unpack_checkpoint(body: bytes) -> tuple[str, list[bytes]]:
    """The text and the consistency proof of a request ``C`` or ``A``.

    :raises ValueError: if the body is malformed.
    """
    if len(body) < _LENGTH.size:
        raise ValueError("a text without its length")
    (length,) = _LENGTH.unpack(body[: _LENGTH.size])
    text, proof = body[_LENGTH.size :][:length], body[_LENGTH.size + length :]
    if len(text) != length or len(proof) % 32:
        raise ValueError("a text cut short")
    return text.decode(), [proof[start : start + 32] for start in range(0, len(proof), 32)]


def usable_path(path: Path) -> Path:
    """`path`, or a private stand-in in the temporary folder where it is too long for a socket."""
    if len(os.fsencode(path)) <= _LONGEST_PATH:
        return path
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"shubbak-signer-{os.getuid()}-{name}" / "signer.sock"


def _exactly(connection: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = connection.recv(length - len(parts))
        if not part:
            raise FrameError("the other side hung up")
        parts += part
    return bytes(parts)

"""What the signer keeps: its key, the list of the keys it ever had, and the last checkpoint of each log."""

import os
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.foundation.merkle import EMPTY_ROOT
from shubbak.foundation.signed_note import Checkpoint
from shubbak.journal.receipt import key_id

KEY_FILE = Path("keys") / "signer.key"
PUBLIC_FILE = Path("keys") / "signer.pub"


class SignerStore:
    """Files below SHUBBAK_HOME. The key is made at the first start, readable by its owner alone.

    :raises OSError: if the folder cannot be written.
    :raises ValueError: if the key file is damaged.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        (home / "keys").mkdir(parents=True, exist_ok=True, mode=0o700)
        (home / "signer").mkdir(exist_ok=True, mode=0o700)
        self._private = _load_or_make(home / KEY_FILE)
        self.public_key = self._private.public_key().public_bytes_raw()
        self.key_id = key_id(self.public_key)
        self._publish()

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature, 64 bytes."""
        return self._private.sign(message)

    def last(self, origin: str) -> tuple[int, bytes]:
        """Size and root of the last checkpoint signed for `origin`; the empty tree if there was none."""
        try:
            kept_origin, size, root = self._file_of(origin).read_text().split("\n")[:3]
        except FileNotFoundError:
            return 0, EMPTY_ROOT
        if kept_origin != origin:
            raise ValueError("the memory of another log")
        return int(size), b64decode(root)

    def remember(self, checkpoint: Checkpoint) -> None:
        """Keep the checkpoint, on the disk itself, before it is signed."""
        write_synced(self._file_of(checkpoint.origin), checkpoint.text(), 0o600)

    def _file_of(self, origin: str) -> Path:
        return self._home / "signer" / f"{sha256(origin.encode()).hexdigest()[:32]}.checkpoint"

    def _publish(self) -> None:
        """Add this key to the list of all keys, oldest first: old receipts are verified with old keys."""
        path = self._home / PUBLIC_FILE
        line = f"{self.key_id.hex()} {b64encode(self.public_key).decode()}"
        known = path.read_text().splitlines() if path.exists() else []
        if line not in known:
            write_synced(path, "".join(f"{entry}\n" for entry in [*known, line]), 0o644)


def write_synced(path: Path, text: str, mode: int) -> None:
    """Replace a file as one step that survives a power cut."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _load_or_make(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        write_synced(path, Ed25519PrivateKey.generate().private_bytes_raw().hex() + "\n", 0o600)
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))

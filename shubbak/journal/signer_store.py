"""What the signer keeps: its key, the list of the keys it ever had, and the last checkpoint of each log."""

import os
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shubbak.foundation.merkle import EMPTY_ROOT
from shubbak.foundation.signed_note import Checkpoint
from shubbak.journal.receipt import key_id
from shubbak.journal.rotation import PublishedKey, handover, printed, published

KEY_FILE = Path("keys") / "signer.key"
NEXT_FILE = Path("keys") / "signer.key.next"
PUBLIC_FILE = Path("keys") / "signer.pub"


class SigningKey:
    """A key with its names; one object, so that whoever looked at its id signs with no other."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self.sign = private.sign
        self.public = private.public_key().public_bytes_raw()
        self.id = key_id(self.public)


class SignerStore:
    """Files below SHUBBAK_HOME. The key is made at the first start, readable by its owner alone.

    :raises OSError: if the folder cannot be written.
    :raises ValueError: if the key file is damaged.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        (home / "keys").mkdir(parents=True, exist_ok=True, mode=0o700)
        (home / "signer").mkdir(exist_ok=True, mode=0o700)
        self._end_rotation()
        self._load()
        self._publish()

    def refresh(self) -> None:
        """Take up the key that another process put in the place of ours."""
        if _mark_of(self._home / KEY_FILE) != self._mark:
            self._load()

    def rotate(self) -> None:
        """Make a new key, have the old one sign that it follows, and destroy the old one.

        Cut off at any point, the old key goes on, or the next start ends what was begun.
        """
        _make_if_absent(self._home / NEXT_FILE)
        new = _read(self._home / NEXT_FILE)
        following = PublishedKey(new.public, self.key.sign(handover(self.key.public, new.public)))
        write_synced(self._home / PUBLIC_FILE, printed([*self._published(), following]), 0o644)
        self._end_rotation()
        self._load()

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

    def _load(self) -> None:
        path = self._home / KEY_FILE
        _make_if_absent(path)
        self._mark = _mark_of(path)
        self.key = _read(path)

    def _publish(self) -> None:
        """Add this key to the list of all keys, oldest first: old receipts are verified with old keys."""
        known = self._published()
        if self.key.public not in [each.key for each in known]:
            write_synced(self._home / PUBLIC_FILE, printed([*known, PublishedKey(self.key.public)]), 0o644)

    def _published(self) -> list[PublishedKey]:
        path = self._home / PUBLIC_FILE
        return published(path.read_text()) if path.exists() else []

    def _end_rotation(self) -> None:
        """A next key that is published takes its place; one that is not was never heard of."""
        following = self._home / NEXT_FILE
        if not following.exists():
            return
        if _read(following).public in [each.key for each in self._published()]:
            following.replace(self._home / KEY_FILE)
            sync_folder(following.parent)
        else:
            following.unlink()


def write_synced(path: Path, text: str, mode: int) -> None:
    """Replace a file as one step that survives a power cut."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """The names in a folder, on the disk itself."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _mark_of(path: Path) -> tuple[int, int]:
    """Changes when another file takes the place of this one."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


def _make_if_absent(path: Path) -> None:
    if not path.exists():
        write_synced(path, Ed25519PrivateKey.generate().private_bytes_raw().hex() + "\n", 0o600)


def _read(path: Path) -> SigningKey:
    return SigningKey(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip())))

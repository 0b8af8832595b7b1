"""Secrets of an installation: one file each under the home folder, readable by its owner alone."""

import os
import secrets
from pathlib import Path


def secret_of(home: Path, name: str) -> str:
    """The secret called `name` (64 hexadecimal characters), drawn at its first use and kept for ever.

    :raises OSError: if the folder can be neither read nor written.
    """
    path = home / "keys" / name
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        return _draw(path)


def _draw(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    drawn = secrets.token_hex(32)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process drew it first
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(drawn)
        file.flush()
        os.fsync(file.fileno())
    return drawn

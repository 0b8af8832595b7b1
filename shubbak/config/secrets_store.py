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
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # the first of two processes wins, and none ever reads half a secret
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()

"""The folder into which the scanner of a body lays its files, and where they go from there.

SHUBBAK_SCANS/<body>/ is watched. A file that is whole moves to `taking`, and from there to `done` or `failed`
under the id of its batch: whatever dies on the way, it lies in one of them.
"""

import contextlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from shubbak.agencies.queries import current_agency


@dataclass(frozen=True)
class ScanFolder:
    """The watched folder of one body."""

    root: Path

    @property
    def taking(self) -> Path:
        return self.root / "taking"

    @property
    def done(self) -> Path:
        return self.root / "done"

    @property
    def failed(self) -> Path:
        return self.root / "failed"

    def make(self) -> None:
        """:raises OSError: where it cannot be made."""
        for folder in (self.root, self.taking, self.done, self.failed):
            folder.mkdir(parents=True, exist_ok=True)

    def move(self, path: Path, to: Path) -> None:
        """Rename for good; nothing is written over, as each name is given once."""
        with contextlib.suppress(FileNotFoundError):
            path.rename(to)
        for folder in {path.parent, to.parent}:
            _synced(folder)

    def forget(self, batches: Collection[UUID]) -> None:
        """Remove what lies here of batches that are let go."""
        for folder in (self.done, self.failed):
            for batch in batches:
                for path in folder.glob(f"{batch}*"):
                    path.unlink(missing_ok=True)


def scan_folder() -> ScanFolder:
    """That of the current body."""
    return ScanFolder(Path(settings.SHUBBAK_SCANS) / current_agency().code)


def _synced(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

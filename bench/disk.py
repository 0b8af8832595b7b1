"""How long this machine's disk takes to promise that a page is safe."""

import os
import statistics
import tempfile
import time
from pathlib import Path

ROUNDS = 200
PAGE = bytes(8192)


def fsync_milliseconds(folder: Path) -> float:
    """The median of writing 8 KB at the end of a file and syncing it, in milliseconds."""
    lasted = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(ROUNDS):
            file.write(PAGE)
            file.flush()
            started = time.perf_counter()
            os.fdatasync(file.fileno())
            lasted.append(time.perf_counter() - started)
    return statistics.median(lasted) * 1e3

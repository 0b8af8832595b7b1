"""Memory at rest: web, worker and signer some seconds after the first page, PSS."""

import time

from bench.costs import proportional_megabytes
from bench.house import house

SETTLED_AFTER = 5.0  # seconds
LIMIT = 400  # megabytes, for the three together


def run(seconds: float) -> None:
    """Print what each uses, and the sum; `seconds` is not asked for here."""
    del seconds
    with house() as measured:
        measured.open()
        time.sleep(SETTLED_AFTER)
        used = {
            name: proportional_megabytes(child.process.pid)
            for name, child in measured.children.items()
            if child.process
        }
    for name, megabytes in used.items():
        print(f"{name:7} {megabytes:6.1f} MB")
    print(f"together {sum(used.values()):5.1f} MB (limit {LIMIT} MB)", flush=True)

"""`python -m tests.architecture [check …]`: print the faults; exit 1 if there are any."""

import importlib
import sys

from tests.architecture.sources import ROOT

CHECKS = ("sizes", "writes", "arrows", "rooms", "templates", "translations", "tracked")


def main(names: list[str]) -> int:
    found = []
    for name in names or CHECKS:
        found += importlib.import_module(f"tests.architecture.{name}").faults(ROOT)
    print("\n".join(found))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

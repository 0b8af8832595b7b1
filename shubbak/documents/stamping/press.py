"""Sets a stamp on the first page of a PDF or on a picture, as a process of its own. Imports nothing of ours.

The file comes by standard input, what the stamp says as JSON in the first argument; standard output is a PDF
of that one page, its text and lines as they were, the stamp over them.
"""

import json
import os
import resource
import sys
import tempfile
from pathlib import Path

import typst

MEGABYTE = 1024 * 1024
MEMORY, SECONDS, OUTPUT = 2048 * MEGABYTE, 30, 32 * MEGABYTE
LATER = 10


def limit() -> None:
    """What the process may take of the machine, lowered for good; deposits and pages go before it."""
    os.nice(LATER)
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def main() -> None:
    limit()
    told = sys.argv[1]
    fonts = json.loads(told)["fonts"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").write_bytes(sys.stdin.buffer.read())
        page = folder / "stamp.typ"
        page.write_bytes(Path(__file__).with_name("stamp.typ").read_bytes())
        made = typst.compile(
            page, root=folder, font_paths=[fonts], ignore_system_fonts=True, sys_inputs={"data": told}
        )
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()

"""Reads a scan, as a process of its own: lowers its limits, then becomes OCRmyPDF. Imports nothing of ours.

Usage: ocr_scan.py <folder> <name of the scan in it>. Leaves `searchable.pdf` and `text.txt` beside the scan.
"""

import os
import resource
import sys
from pathlib import Path

MEGABYTE = 1024 * 1024
MEMORY, SECONDS, OUTPUT = 2048 * MEGABYTE, 240, 200 * MEGABYTE
LATER = 10
LANGUAGES = "ara+fra"
"""Never Arabic alone: French words and figures in an Arabic letter would be lost."""
RESOLUTION = "200"
"""Dots an inch of a picture that does not say its own."""


def limit() -> None:
    """What each process from here on may take of the machine, lowered for good."""
    os.nice(LATER)
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def command(folder: Path, name: str) -> list[str]:
    kind = ["--skip-text"] if name.endswith(".pdf") else ["--image-dpi", RESOLUTION]
    ways = ["--language", LANGUAGES, "--jobs", "1", "--output-type", "pdf", "--optimize", "0", "--quiet"]
    sidecar = ["--sidecar", str(folder / "text.txt")]
    files = [str(folder / name), str(folder / "searchable.pdf")]
    return [sys.executable, "-I", "-B", "-m", "ocrmypdf", *ways, *kind, "--deskew", *sidecar, *files]


if __name__ == "__main__":
    limit()
    asked = command(Path(sys.argv[1]), sys.argv[2])
    os.execv(asked[0], asked)  # noqa: S606  our own words

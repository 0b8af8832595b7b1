"""What writes on scans: OCRmyPDF with tesseract, where both are installed; else scans stay without text."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from shubbak.documents.reading import Said, normalised_text, register_scan_reader
from shubbak.documents.reading.child import Interrupted, Unreadable

PATIENCE = 300.0
"""Seconds on the clock for one scan; a page takes some four."""
_PROGRAM = Path(__file__).with_name("ocr_scan.py")
_NEEDED = ("tesseract", "gs")
_ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
}


@cache
def can_read_scans() -> bool:
    """Whether the programs are there; the installation may forbid them (SHUBBAK_OCR)."""
    has_programs = all(shutil.which(name) for name in _NEEDED)
    return bool(settings.SHUBBAK_OCR and has_programs and importlib.util.find_spec("ocrmypdf"))


def searchable(stream: BinaryIO, media_type: str) -> Said:
    """Read a scan; the scan itself stays as it is.

    :raises Unreadable: of another type, damaged, signed, too costly.
    :raises Interrupted: not done in time.
    """
    if media_type not in _ENDINGS:
        raise Unreadable("no scan")
    with tempfile.TemporaryDirectory(prefix="scan-") as name:
        folder, scan = Path(name), f"scan.{_ENDINGS[media_type]}"
        with (folder / scan).open("wb") as copy:
            shutil.copyfileobj(stream, copy)
        _run(folder, scan)
        try:
            text = (folder / "text.txt").read_text(encoding="utf-8", errors="replace")
            return Said(normalised_text(text), (folder / "searchable.pdf").read_bytes())
        except FileNotFoundError:
            raise Unreadable("nothing came of it") from None


def _run(folder: Path, scan: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-I", "-B", str(_PROGRAM), str(folder), scan],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", os.defpath), "TMPDIR": str(folder), "OMP_THREAD_LIMIT": "1"},
        cwd=folder,
        start_new_session=True,
    )
    try:
        ended = process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        raise Interrupted from None
    finally:
        _end(process)
    if ended:
        raise Unreadable(f"its reader ended with {ended}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Whatever it started ends with it."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


def offer() -> None:
    """Have scans read from now on, where they can be."""
    if can_read_scans():
        for media_type in _ENDINGS:
            register_scan_reader(media_type, searchable)

"""A process for one file: whatever the file does to its reader ends with that process.

The program is one of this folder, run by itself: no setting, no secret and no connection of ours is in its
surroundings. It lowers its own limits before it opens the file (`pdf_text.limit`), reads the file from its
standard input and writes text to its standard output, an unnamed file that cannot grow beyond `MOST_BYTES`.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

PATIENCE = 90.0
"""Seconds on the clock; those of the processor are fewer, and limited by the process itself."""
MOST_BYTES = 1024 * 1024


class Unreadable(Exception):
    """No text will come of this file, however often it is asked. The words name no file."""


class Interrupted(Exception):
    """The clock ran out before the processor's share was used: the machine was busy, or the file waits."""


def output_of(program: str, stream: BinaryIO) -> str:
    """What a program of this folder says of a file.

    :raises Unreadable: if it crashed, met one of its limits or refused the file.
    :raises Interrupted: if it was not done in time.
    """
    said = bytes_of(Path(__file__).with_name(program), stream, most=MOST_BYTES, patience=PATIENCE)
    return said.decode("utf-8", "replace")


def bytes_of(program: Path, stream: BinaryIO, *told: str, most: int, patience: float = PATIENCE) -> bytes:
    """What a program makes of a file and of what it is told, at most so many bytes.

    :raises Unreadable: if it crashed, met one of its limits or refused the file.
    :raises Interrupted: if it was not done in time.
    """
    command = [sys.executable, "-I", "-B", str(program), *told]
    with tempfile.TemporaryFile() as made:
        try:
            done = subprocess.run(
                command,
                stdin=stream,
                stdout=made,
                stderr=subprocess.DEVNULL,
                env={},
                cwd="/",
                timeout=patience,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Interrupted from None
        if done.returncode:
            raise Unreadable(f"its reader ended with {done.returncode}")
        made.seek(0)
        return made.read(most)

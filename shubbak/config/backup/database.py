"""The database by PostgreSQL's own tools: `pg_dump` out, `pg_restore` into an empty database."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from shubbak.config.supervisor.failures import ExitCode, StartFailed
from shubbak.config.supervisor.postgres import binary

PART = 8 * 1024 * 1024
_DUMP = ["--format=custom", "--compress=gzip:3", "--no-owner", "--exclude-extension=*"]
_RESTORE = ["--no-owner", "--no-comments", "--exit-on-error", "--single-transaction"]


def dumped(owner_url: str) -> Iterator[bytes]:
    """The database as of one instant, in parts of 8 MiB at most; others may go on writing.

    :raises StartFailed: with PostgreSQL's own words, after the last part.
    """
    with _tool("pg_dump", [*_DUMP, "--dbname", owner_url], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        while part := process.stdout.read(PART):
            yield part


@contextmanager
def restoring(owner_url: str) -> Iterator[IO[bytes]]:
    """What is written to the file goes into the empty database of `owner_url`, all of it or nothing.

    :raises StartFailed: with PostgreSQL's own words.
    """
    with _tool("pg_restore", [*_RESTORE, "--dbname", owner_url], stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        try:
            yield process.stdin
        finally:
            process.stdin.close()


@contextmanager
def _tool(
    name: str, words: list[str], *, stdin: int | None = None, stdout: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run it beside the block; what it complains of becomes one sentence."""
    with tempfile.TemporaryFile() as said:
        command = [str(_found(name)), *words]
        process = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=said, env=_plain())
        try:
            yield process
        except BrokenPipeError:
            pass  # it ended before it had read everything: its own words say why
        except BaseException:
            process.kill()
            process.wait()
            raise
        if process.wait():
            said.seek(0)
            raise _explained(name, said.read().decode(errors="replace"))


def _explained(name: str, words: str) -> StartFailed:
    if "No space left on device" in words:
        return StartFailed(ExitCode.DISK_FULL, "The disk is full: free some space and start again.")
    lines = [line for line in words.splitlines() if "error" in line.lower()] or words.splitlines()
    return StartFailed(ExitCode.DATABASE, f"{name} failed: {lines[0] if lines else 'it said nothing'}")


def _found(name: str) -> Path:
    """That of the embedded server, which is the newest; else the machine's own."""
    try:
        return binary(name)
    except StartFailed:
        installed = shutil.which(name)
        if installed is None:
            raise
        return Path(installed)


def _plain() -> dict[str, str]:
    """No PG* variable of the caller may bend it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}

"""Processes for many files: one stands ready with its program, and forks another for each file.

What `child.py` promises of one file holds of each: the file is read in a process of its own, which lowers its
limits before it looks at it and ends with it. Only the start of an interpreter is spared.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from shubbak.documents.reading.child import PATIENCE, Interrupted, Unreadable

_KEEPER = Path(__file__).with_name("nursery_keeper.py")


class Nursery:
    """Gives what a program says of one file after another; the program has `limit()` and `main()`."""

    def __init__(self, program: Path, patience: float = PATIENCE) -> None:
        self.program, self.patience = program, patience
        self._keeper: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def output_of(self, content: bytes) -> BinaryIO:
        """What the program wrote, from its beginning; the caller closes it.

        :raises Unreadable: if its process crashed, met one of its limits or refused the file.
        :raises Interrupted: if it was not done in time.
        """
        said: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115  handed to the caller
        try:
            with tempfile.TemporaryFile() as given:
                given.write(content)
                given.flush()
                given.seek(0)
                self._ask(given, said)
        except BaseException:
            said.close()
            raise
        said.seek(0)
        return said

    def _ask(self, given: BinaryIO, said: BinaryIO) -> None:
        line = self._opened()
        try:
            socket.send_fds(line, [b"?"], [given.fileno(), said.fileno()])
            answer = line.recv(1)
        except TimeoutError:
            self._end()
            raise Interrupted from None
        except OSError:
            answer = b""
        if answer != b"\0":
            if not answer:
                self._end()
            raise Unreadable("its reader ended early")

    def _opened(self) -> socket.socket:
        if self._line is None:
            self._line, theirs = socket.socketpair()
            self._line.settimeout(self.patience)
            with theirs:
                command = [sys.executable, "-I", "-B", str(_KEEPER), str(self.program), str(theirs.fileno())]
                self._keeper = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                    env={},
                    cwd="/",
                    start_new_session=True,
                )
        return self._line

    def _end(self) -> None:
        line, keeper = self._line, self._keeper
        self._line = self._keeper = None
        if line is not None:
            line.close()
        if keeper is not None:
            os.killpg(keeper.pid, signal.SIGKILL)
            keeper.wait()

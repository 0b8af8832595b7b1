"""Forks a process for each file that `nursery.py` hands over. Runs by itself, imports nothing of ours.

Asked with two open files (the one to read, the one to write to), it answers one byte: 0, or 1 for a process
that did not end well.
"""

import os
import runpy
import socket
import sys
from typing import Any


def keep(program: dict[str, Any], line: socket.socket) -> None:
    while True:
        asked, files, _, _ = socket.recv_fds(line, 1, 2)
        if not asked:
            return
        child = os.fork()
        if not child:
            _read(program, line, files)
        _, status = os.waitpid(child, 0)
        for file in files:
            os.close(file)
        line.sendall(b"\1" if status else b"\0")


def _read(program: dict[str, Any], line: socket.socket, files: list[int]) -> None:
    """The life of the process of one file."""
    ended = 1
    try:
        line.close()
        os.dup2(files[0], 0)
        os.dup2(files[1], 1)
        program["limit"]()
        program["main"]()
        sys.stdout.flush()
        ended = 0
    finally:
        os._exit(ended)


if __name__ == "__main__":
    keep(runpy.run_path(sys.argv[1]), socket.socket(fileno=int(sys.argv[2])))

"""The processes beside the database: each is started again when it ends, and none outlives us."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from shubbak.config.supervisor.failures import ExitCode, StartFailed
from shubbak.config.supervisor.home import CHECKOUT, Home

MARK = "SHUBBAK_SUPERVISED_BY"  # carried by every child, so that a later start finds what a killed one left
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds between restarts of a child that keeps ending
HEALTHY_AFTER = 60.0
STOP_LIMIT = 15.0
LARGEST_LOG = 10_000_000


def pause_after(lived: float, pause: float) -> float:
    """Seconds that a program stays down: few after a healthy life, else twice as many as the last time."""
    return FIRST_PAUSE if lived > HEALTHY_AFTER else min(max(FIRST_PAUSE, pause * 2), LONGEST_PAUSE)


class Child:
    """One program that should always run."""

    def __init__(self, name: str, command: list[str], home: Home, environment: dict[str, str]) -> None:
        self.name = name
        self.command = command
        self.log = home.logs / f"{name}.log"
        self.environment = os.environ | environment | {MARK: str(home.path), "PYTHONUNBUFFERED": "1"}
        self.process: subprocess.Popen[bytes] | None = None
        self.pause = 0.0
        self.started = 0.0
        self.found_ended: float | None = None

    def start(self) -> None:
        """Start it in a session of its own; it gets SIGTERM when we die."""
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", "--", *self.command],
                cwd=CHECKOUT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started = time.monotonic()

    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def restart_when_due(self) -> bool:
        """Start it again once its pause is over; both are counted from when its end was noticed."""
        now = time.monotonic()
        if self.found_ended is None:
            self.found_ended = now
            self.pause = pause_after(now - self.started, self.pause)
        if now - self.found_ended < self.pause:
            return False
        self._signal(signal.SIGKILL)  # grandchildren may still hold the port
        self.start()
        self.found_ended = None
        return True

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stop(self) -> None:
        """Wait for the end that was asked for; past the limit, and for grandchildren, make it."""
        if self.process is None:
            return
        try:
            self.process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._signal(signal.SIGKILL)

    def last_words(self) -> str:
        """The last line it wrote."""
        lines = self.log.read_text(errors="replace").strip().splitlines() if self.log.exists() else []
        return lines[-1] if lines else "it said nothing"

    def _signal(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return  # the whole group is gone


def children_of(home: Home, environment: dict[str, str], address: tuple[str, int]) -> list[Child]:
    """Signer, web and worker, in the order of their start."""
    if not shutil.which("setpriv"):
        raise StartFailed(
            ExitCode.MISSING_TOOL, "The program setpriv is missing: install the package util-linux."
        )
    shubbak = [sys.executable, "-P", "-m", "shubbak.config.command_line"]
    signer = [sys.executable, "-P", "-m", "shubbak.journal.signer"]  # by itself: it needs no Django
    environment = environment | {"PYTHONPATH": str(CHECKOUT)}
    return [
        Child("signer", signer, home, environment),
        Child("web", web_command(address), home, environment),
        Child("worker", [*shubbak, "worker"], home, environment),
    ]


WAITING_ROOM = 34
"""Threads of a web process beside those that work: `config.admission.door` says who waits in them."""


def web_command(address: tuple[str, int]) -> list[str]:
    """granian; few requests are worked on at once, since Python runs one and each holds a connection."""
    working = int(os.environ.get("SHUBBAK_WEB_THREADS") or "2")
    workers = os.environ.get("SHUBBAK_WEB_WORKERS") or str(max(1, min(os.cpu_count() or 1, 8)))
    options = {
        "--interface": "wsgi",
        "--host": address[0],
        "--port": str(address[1]),
        "--workers": workers,
        "--blocking-threads": str(working + WAITING_ROOM),
        "--workers-kill-timeout": "10",
        "--log-level": "warning",
    }
    words = [word for option in options.items() for word in option]
    flags = ["--no-ws", "--respawn-failed-workers"]
    return [sys.executable, "-P", "-m", "granian", *words, *flags, "shubbak.config.wsgi:application"]


def end_leftovers(home: Home) -> int:
    """Kill what a killed supervisor of this home left running; the caller holds the home. How many."""
    mark = os.fsencode(f"{MARK}={home.path}")
    ended = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            left = mark in (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue  # it ended meanwhile, or is another user's
        if left and int(folder.name) != os.getpid():
            os.kill(int(folder.name), signal.SIGKILL)
            ended += 1
    return ended

"""`shubbak run`: one start, and every way a process can die."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from shubbak.config.supervisor.children import MARK
from shubbak.config.supervisor.home import APPLICATION, Home
from tests.cluster import ROOT

SHUBBAK = [sys.executable, "-P", "-m", "shubbak.config.command_line"]
PATIENCE = 90.0  # seconds; only an upper bound, nothing is measured


class Started:
    """A `shubbak run` of its own, and what it said so far."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = Home(home), port
        home.parent.mkdir(parents=True, exist_ok=True)
        self.said = home.parent / f"said-{port}"
        environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DATABASE_OWNER_URL")}
        environment |= {"SHUBBAK_HOME": str(home), "PORT": str(port), "PYTHONPATH": str(ROOT)}
        environment |= {"SHUBBAK_WEB_WORKERS": "1"}
        with open(self.said, "wb") as out:
            self.process = subprocess.Popen(
                [*SHUBBAK, "run", "--no-demo"],
                env=environment,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def wait_for(self, words: str) -> str:
        """Everything said, once `words` are among it."""
        deadline = time.monotonic() + PATIENCE
        while words not in (said := self.said.read_text()):
            if self.process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"never said {words!r}, but:\n{said}")
            time.sleep(0.05)
        return said

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def children(self) -> dict[str, int]:
        """Process ids of its children by a word of their command."""
        found = {}
        for line in subprocess.check_output(["ps", "-eo", "pid,ppid,args"], text=True).splitlines():
            pid, parent, command = line.split(None, 2)
            if parent == str(self.process.pid):
                word = re.search(r"postgres|granian|worker|signer", command)
                found[word.group() if word else command] = int(pid)
        return found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "a home with spaces"


@pytest.fixture
def started(home: Path) -> Iterator[Started]:
    run = Started(home, free_port())
    yield run
    if run.process.poll() is None:
        run.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def supervised(home: Path) -> list[str]:
    """Processes that carry the mark of that home."""
    mark = os.fsencode(f"{MARK}={home}")
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(folder.name)
        except OSError:
            continue
    return found


def test_a_start_shows_its_steps_and_its_address_and_stops_cleanly(started: Started, home: Path) -> None:
    said = started.wait_for("Ctrl-C stops it.")
    assert said.index("Starting PostgreSQL") < said.index("Opening the doors")
    assert f"http://localhost:{started.port}/" in said
    assert started.stop() == 0
    assert supervised(home) == []


@pytest.mark.parametrize("name", ["granian", "worker", "signer"])
def test_a_child_that_dies_is_started_again(started: Started, name: str) -> None:
    started.wait_for("Ctrl-C stops it.")
    os.kill(started.children()[name], signal.SIGKILL)
    started.wait_for("ended and was started again")
    assert name in started.children()


def test_a_killed_database_comes_back_with_its_rows(started: Started) -> None:
    started.wait_for("Ctrl-C stops it.")
    os.kill(started.children()["postgres"], signal.SIGKILL)
    started.wait_for("PostgreSQL ended and was started again.")
    with psycopg.connect(started.home.database_url(APPLICATION)) as connection:
        assert connection.execute("SELECT count(*) FROM agencies_agency").fetchone() == (0,)


def test_a_killed_supervisor_hinders_no_later_start(started: Started, home: Path) -> None:
    started.wait_for("Ctrl-C stops it.")
    started.process.kill()
    started.process.wait()
    again = Started(home, started.port)
    said = again.wait_for("Ctrl-C stops it.")
    assert "Bringing the tables up to date … nothing to do" in said
    assert again.stop() == 0


def test_a_home_that_is_in_use_is_said_in_one_sentence(started: Started, home: Path) -> None:
    started.wait_for("Starting PostgreSQL")
    second = Started(home, free_port())
    assert second.process.wait(PATIENCE) == 14
    assert second.said.read_text() == f"shubbak: Shubbak already runs on {home}.\n"


def test_two_homes_run_side_by_side(started: Started, tmp_path: Path) -> None:
    other = Started(tmp_path / "other" / "home", free_port())
    started.wait_for("Ctrl-C stops it.")
    other.wait_for("Ctrl-C stops it.")
    assert other.stop() == 0

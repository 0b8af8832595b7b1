"""`shubbak run`: one start, and every way a process can die."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from shubbak.config.supervisor.children import MARK
from shubbak.config.supervisor.failures import ExitCode
from shubbak.config.supervisor.home import APPLICATION, Home
from tests.cluster import ROOT
from tests.ports import free_port

SHUBBAK = [sys.executable, "-P", "-m", "shubbak.config.command_line"]
OPEN = "Ctrl-C stops it."
PATIENCE = 90.0  # seconds; only an upper bound, nothing is measured


class Started:
    """A `shubbak run` of its own, and what it said since its last launch."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = Home(home), port
        self.said = home.parent / f"said-{port}"
        home.parent.mkdir(parents=True, exist_ok=True)
        self.launch()

    def launch(self) -> None:
        bare = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
        settings = {"SHUBBAK_HOME": str(self.home.path), "PORT": str(self.port), "SHUBBAK_WEB_WORKERS": "1"}
        with open(self.said, "wb") as out:
            self.process = subprocess.Popen(
                [*SHUBBAK, "run", "--no-demo"],
                env=bare | settings | {"PYTHONPATH": str(ROOT)},
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

    def other_child(self, name: str, before: int) -> bool:
        """Whether a new process took the place of `before`; waits for it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.children().get(name, before) != before:
                return True
            time.sleep(0.1)
        return False

    def child(self, name: str) -> int:
        """The process id of a child; waits while it is being started again."""
        deadline = time.monotonic() + PATIENCE
        while name not in self.children() and time.monotonic() < deadline:
            time.sleep(0.1)
        return self.children()[name]

    def children(self) -> dict[str, int]:
        """Process ids of its children by a word of their command."""
        found = {}
        for line in subprocess.check_output(["ps", "-wweo", "pid,ppid,args"], text=True).splitlines():
            pid, parent, command = line.split(None, 2)
            if parent == str(self.process.pid):
                word = re.search(r"postgres|granian|worker|signer", command)
                found[word.group() if word else command] = int(pid)
        return found


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """One for the module: a first start takes a while. Each test leaves it running."""
    run = Started(tmp_path_factory.mktemp("run") / "a home with spaces", free_port())
    run.wait_for(OPEN)
    yield run
    assert run.stop() == 0


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


def test_a_start_shows_its_steps_and_its_address(started: Started) -> None:
    said = started.wait_for(OPEN)
    assert said.index("Starting PostgreSQL") < said.index("Opening the doors")
    assert f"http://localhost:{started.port}/" in said


@pytest.mark.parametrize("name", ["granian", "worker", "signer"])
def test_a_child_that_dies_is_started_again(started: Started, name: str) -> None:
    started.wait_for(OPEN)
    before = started.child(name)
    os.kill(before, signal.SIGKILL)
    assert started.other_child(name, before)


def test_a_killed_database_comes_back_with_its_rows(started: Started) -> None:
    started.wait_for(OPEN)
    os.kill(started.child("postgres"), signal.SIGKILL)
    started.wait_for("PostgreSQL ended and was started again.")
    with psycopg.connect(started.home.database_url(APPLICATION)) as connection:
        assert connection.execute("SELECT count(*) FROM agencies_agency").fetchone() == (0,)


def test_a_killed_supervisor_hinders_no_later_start(started: Started) -> None:
    started.process.kill()
    started.process.wait()
    started.launch()
    assert "Bringing the tables up to date … nothing to do" in started.wait_for(OPEN)


def test_a_home_that_is_in_use_is_said_in_one_sentence(started: Started) -> None:
    second = Started(started.home.path, free_port())
    assert second.process.wait(PATIENCE) == ExitCode.HOME_IN_USE
    assert second.said.read_text() == f"shubbak: Shubbak already runs on {started.home.path}.\n"


def test_two_homes_run_side_by_side_and_a_stopped_one_leaves_no_process(
    started: Started, tmp_path: Path
) -> None:
    other = Started(tmp_path / "home", free_port())
    other.wait_for(OPEN)
    assert supervised(other.home.path)
    assert other.stop() == 0
    assert supervised(other.home.path) == []
    assert started.process.poll() is None

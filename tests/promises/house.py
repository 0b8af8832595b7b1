"""A whole Shubbak as `shubbak run` starts it, with a home, a port and processes of its own, to be hurt."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx
import psycopg
from psycopg import sql

from shubbak.config.supervisor import preparing
from shubbak.config.supervisor.home import DATABASE, OWNER, SUPERUSER, Home
from shubbak.config.supervisor.postgres import Postgres
from tests import cluster
from tests.ports import free_port

PATIENCE = 120.0  # seconds: a recovery under load on a busy machine
KINDS = ("web", "worker", "master", "backend", "postmaster", "signer")
BLIND = {
    "DJANGO_SETTINGS_MODULE": "shubbak.config.settings",
    "DATABASE_URL": "postgresql:///none?host=/nonexistent",
    "SHUBBAK_POOL": "0",
}
SHUBBAK = [sys.executable, "-P", "-m", "shubbak.config.command_line"]


class House:
    """The demonstration town's agencies, without history; or `empty`. `start` and `stop` may alternate."""

    def __init__(self, folder: Path, *, empty: bool = False, **settings: str) -> None:
        self.home = Home(folder)
        self.settings = settings
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        if not empty:
            furnish(self.home)

    def start(self) -> None:
        """Returns when the doors are open.

        :raises RuntimeError: with what the supervisor said, if they do not open.
        """
        with open(self.home.path / "run.log", "ab") as log:
            self.process = subprocess.Popen(
                [*SHUBBAK, "run", "--no-demo"], cwd=cluster.ROOT, env=self.environment, stdout=log, stderr=log
            )
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.home.path / "run.log").read_text())
            time.sleep(0.1)

    def stop(self) -> int:
        """End it as Ctrl-C does; gives the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)

    def remove(self) -> None:
        """End it whatever happened, and take its folder away."""
        if self.process is not None and self.process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                self.stop()
            self.process.kill()
        shutil.rmtree(self.home.path, ignore_errors=True)

    def answers(self) -> bool:
        with suppress(httpx.HTTPError), self.client("miyah", timeout=5) as client:
            return client.get("/api/v1/services").status_code == httpx.codes.OK
        return False

    def client(self, agency: str, timeout: float = 30.0) -> httpx.Client:
        host = {"Host": f"{agency}.localhost:{self.port}"}
        return httpx.Client(base_url=f"http://127.0.0.1:{self.port}", headers=host, timeout=timeout)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One command of `shubbak` on this home."""
        return subprocess.run(
            [*SHUBBAK, *words],
            cwd=cluster.ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """The database, past every rule."""
        return psycopg.connect(self.home.database_url(SUPERUSER), autocommit=True)

    def victims(self, kind: str) -> list[int]:
        """The processes of that kind that live now; none while they are being started again."""
        assert self.process is not None
        ours = {pid: words_of(pid) for pid in children_of(self.process.pid)}
        if kind == "master":
            return [pid for pid, words in ours.items() if "granian" in words]
        if kind == "web":
            masters = [pid for pid, words in ours.items() if "granian" in words]
            workers = [pid for master in masters for pid in children_of(master)]
            return [pid for pid in workers if "resource_tracker" not in " ".join(words_of(pid))]
        if kind == "postmaster":
            return [pid for pid, words in ours.items() if words[0].endswith("/postgres")]
        if kind == "backend":
            return [pid for pid in self._children_of_postmaster() if is_backend(pid)]
        return [pid for pid, words in ours.items() if kind in {word.rpartition(".")[2] for word in words}]

    @property
    def environment(self) -> dict[str, str]:
        """The caller's, without what belongs to the tests' own database."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SHUBBAK_", "DATABASE_", "DJANGO_", "PYTEST_", "PG"))
        }
        return kept | {
            "SHUBBAK_HOME": str(self.home.path),
            "PORT": str(self.port),
            "PYTHONPATH": str(cluster.ROOT),
            **self.settings,
        }

    def _children_of_postmaster(self) -> list[int]:
        return [pid for postmaster in self.victims("postmaster") for pid in children_of(postmaster)]


def furnish(home: Home) -> None:
    """Give a new home the town's database, copied from the one that the tests keep."""
    cluster.copy_secrets(home)
    shutil.copytree(cluster.kept_cluster(), home.data, dirs_exist_ok=True)
    server = Postgres(home)
    server.start()
    try:
        with psycopg.connect(home.database_url(SUPERUSER, "postgres"), autocommit=True) as connection:
            ours, town = sql.Identifier(DATABASE), sql.Identifier(cluster.TOWN)
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(ours))
            connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(town, ours))
    finally:
        server.stop()
    made_from = preparing.digest(preparing.PACKAGE.glob("**/migrations/*.py"), home.database_url(OWNER))
    (home.state / "migrated").write_text(made_from)  # the copied tables are those of this version
    lay_static(home)


def lay_static(home: Home) -> None:
    """Give it the gathered styles and scripts: gathered once, then copied to every house."""
    pattern = Home(cluster.KEPT / "pattern")
    pattern.prepare()
    with open(cluster.KEPT / "pattern.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        preparing.collect_static(pattern, {"SHUBBAK_HOME": str(pattern.path), **BLIND})
    shutil.copytree(pattern.path / "static", home.path / "static", dirs_exist_ok=True)
    (home.state / "static").write_text(preparing.static_made_from(home))


def is_backend(pid: int) -> bool:
    """Whether it serves the application: `postgres: shubbak_app shubbak [local] …`."""
    return " ".join(words_of(pid)).startswith("postgres: shubbak_app ")


def children_of(parent: int) -> list[int]:
    with suppress(OSError):
        return [
            int(pid)
            for thread in Path(f"/proc/{parent}/task").iterdir()
            for pid in (thread / "children").read_text().split()
        ]
    return []


def words_of(pid: int) -> list[str]:
    """Its command line; one empty word once it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").rstrip("\0").split("\0")
    except OSError:
        return [""]

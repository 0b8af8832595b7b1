"""A whole Shubbak of its own for one benchmark: database, web, worker, signer and one agency."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from shubbak.config.supervisor import preparing
from shubbak.config.supervisor.children import Child, children_of
from shubbak.config.supervisor.home import CHECKOUT, Home
from shubbak.config.supervisor.postgres import Postgres
from shubbak.config.supervisor.readiness import SETTINGS_MODULE, environment_of

AGENCY = "miyah"
READY_LIMIT = 60.0


class House:
    """The processes of one benchmark, started as `shubbak run` starts them."""

    def __init__(self, path: Path) -> None:
        os.environ.pop("DATABASE_URL", None)
        self.home = Home(path)
        self.home.prepare()
        self.port = free_port()
        self.server = Postgres(self.home)
        self.children: dict[str, Child] = {}

    @property
    def environment(self) -> dict[str, str]:
        """What every process of this house finds in its environment."""
        return environment_of(self.home) | {"PORT": str(self.port), "PYTHONPATH": str(CHECKOUT)}

    @property
    def host(self) -> str:
        return f"{AGENCY}.localhost:{self.port}"

    @property
    def serving(self) -> tuple[int, int]:
        """The processes, by id, that answer a page: web server and database."""
        web = self.children["web"].process
        return (web.pid if web else 0, self.server.pid or 0)

    def prepare(self) -> None:
        """Start the database, make its tables and the agency."""
        self.server.start()
        preparing.migrate(self.home, self.environment)
        preparing.collect_static(self.home, self.environment)
        self.run("bench.agency", SHUBBAK_ROLE="owner")

    def open(self, **environment: str) -> None:
        """Start signer, web and worker; returns when a page is served."""
        made = children_of(self.home, self.environment | environment, ("127.0.0.1", self.port))
        self.children = {child.name: child for child in made}
        for child in made:
            child.start()
        self._wait_for("/")

    def start(self, name: str) -> None:
        self.children[name].start()

    def stop(self, name: str) -> None:
        self.children[name].ask_to_stop()
        self.children[name].stop()

    def close(self) -> None:
        """Stop everything, in the order in which `shubbak run` does."""
        for child in self.children.values():
            child.ask_to_stop()
        for child in self.children.values():
            child.stop()
        self.server.stop()

    def run(self, module: str, *words: str, **environment: str) -> str:
        """Run a module with Django's settings of this house to its end; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=CHECKOUT,
            env=os.environ | self.environment | {"DJANGO_SETTINGS_MODULE": SETTINGS_MODULE} | environment,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"{module} failed: {done.stderr.strip()[-2000:]}")
        return done.stdout

    def _wait_for(self, path: str) -> None:
        deadline = time.monotonic() + READY_LIMIT
        while time.monotonic() < deadline:
            try:
                url = f"http://127.0.0.1:{self.port}{path}"
                if httpx.get(url, headers={"Host": self.host}, timeout=5).is_success:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise RuntimeError(f"the web server does not answer: {self.children['web'].last_words()}")


@contextmanager
def house(kept: Path | None = None) -> Iterator[House]:
    """A prepared house: in the folder `kept`, where it stays, or in one that goes after."""
    path = kept or Path(tempfile.mkdtemp(prefix="shubbak-bench-"))
    made = House(path)
    try:
        made.prepare()
        yield made
    finally:
        made.close()
        if kept is None:
            shutil.rmtree(path, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

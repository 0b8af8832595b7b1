"""The folder where one checkout keeps everything that is not source: database, files, secrets."""

import fcntl
import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from shubbak.config.secrets_store import secret_of
from shubbak.config.supervisor.failures import ExitCode, StartFailed

CHECKOUT = Path(__file__).resolve().parents[3]
DATABASE = "shubbak"
SUPERUSER, OWNER, APPLICATION = "shubbak_admin", "shubbak_owner", "shubbak_app"
LONGEST_SOCKET_PATH = 107  # bytes of sockaddr_un.sun_path, less the closing NUL
SOCKET_NAME = ".s.PGSQL.5432"


@dataclass(frozen=True)
class Home:
    """Paths and secrets below SHUBBAK_HOME."""

    path: Path

    @property
    def data(self) -> Path:
        return self.path / "postgres" / "data"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def state(self) -> Path:
        return self.path / "state"

    @property
    def sockets(self) -> Path:
        """A folder short enough for a socket: in the home, else a private one in the temporary folder."""
        inside = self.path / "postgres" / "socket"
        if len(os.fsencode(inside / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
            return inside
        name = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"shubbak-{os.getuid()}-{name}"

    def prepare(self) -> None:
        """Make the folders. Raises StartFailed where one is somebody else's or open to others."""
        for folder in (self.path, self.path / "postgres", self.path / "keys", self.logs, self.state):
            make_private(folder)
        make_private(self.sockets)

    def secret(self, name: str) -> str:
        """The secret of that name, drawn once and kept with mode 0600."""
        return secret_of(self.path, name)

    def database_url(self, role: str, database: str = DATABASE) -> str:
        """An address that libpq and django-environ both read; the socket folder is the host."""
        folder = quote(str(self.sockets), safe="")
        return f"postgresql://{role}:{self.secret(role)}@/{database}?host={folder}"

    @contextmanager
    def held(self, patience: float = 0.0) -> Iterator[bool]:
        """Hold the home while the block runs; gives False if another process holds it longer than `patience`.

        The kernel drops the lock when its holder dies, so nothing stale can remain.
        """
        descriptor = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            yield _lock(descriptor, time.monotonic() + patience)
        finally:
            os.close(descriptor)


def home_from_environment() -> Home:
    """SHUBBAK_HOME, or `.shubbak` of this checkout."""
    return Home(Path(os.environ.get("SHUBBAK_HOME") or CHECKOUT / ".shubbak").expanduser().absolute())


def make_private(folder: Path) -> None:
    """Make `folder` with mode 0700, and refuse one that belongs to another user."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid():
        raise StartFailed(
            ExitCode.CONFIGURATION,
            f"{folder} belongs to another user: set SHUBBAK_HOME to a folder of your own.",
        )
    if stat.S_IMODE(state.st_mode) & 0o077:
        folder.chmod(0o700)


def _lock(descriptor: int, deadline: float) -> bool:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.1)

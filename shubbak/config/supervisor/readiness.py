"""What must stand before a command runs: settings from a file, the database and its addresses."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import environ

from shubbak.config.supervisor.failures import ExitCode, StartFailed
from shubbak.config.supervisor.home import APPLICATION, OWNER, Home, home_from_environment
from shubbak.config.supervisor.postgres import Postgres

SETTINGS_MODULE = "shubbak.config.settings"


def read_env_file(path: Path | None) -> None:
    """Take settings from a file of NAME=value lines; what the environment says already wins."""
    named = path or (Path(os.environ["SHUBBAK_ENV_FILE"]) if os.environ.get("SHUBBAK_ENV_FILE") else None)
    if named is None:
        return
    if not named.is_file():
        raise StartFailed(ExitCode.CONFIGURATION, f"The file of settings {named} does not exist.")
    environ.Env.read_env(str(named))


def uses_embedded_database() -> bool:
    """Whether no database of the installation's own is named."""
    return not os.environ.get("DATABASE_URL")


def is_database_of(home: Home) -> bool:
    """Whether the database is the embedded one, also once its address stands in the environment."""
    return os.environ.get("DATABASE_URL", "") in ("", home.database_url(APPLICATION))


def environment_of(home: Home) -> dict[str, str]:
    """What every process of this home finds in its environment."""
    common = {"SHUBBAK_HOME": str(home.path), "DJANGO_SETTINGS_MODULE": SETTINGS_MODULE}
    if not uses_embedded_database():
        return common
    return common | {
        "DATABASE_URL": home.database_url(APPLICATION),
        "DATABASE_OWNER_URL": home.database_url(OWNER),
    }


@contextmanager
def database_standing() -> Iterator[None]:
    """The embedded server answers while the block runs: that of a running `shubbak run`, or our own.

    :raises StartFailed: if it cannot be started.
    """
    home = home_from_environment()
    home.prepare()
    with home.held() as ours:
        if not ours:
            yield
            return
        _end_on_sigterm()
        server = Postgres(home)
        server.start()
        try:
            yield
        finally:
            server.stop()


def _end_on_sigterm() -> None:
    """SIGTERM becomes an exception, so that the server we started is stopped on the way out."""

    def leave(*_: object) -> None:
        raise SystemExit(128 + signal.SIGTERM)

    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, leave)

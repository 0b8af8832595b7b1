"""The PostgreSQL of a test run: one server for all xdist workers, a copy of a cluster that is made once.

Making the agencies takes a while: the made cluster is kept in `.shubbak-test/` under a digest of its sources,
and every run starts from a copy of it.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import chain
from pathlib import Path

import psycopg
from psycopg import sql

from shubbak.config.supervisor.home import APPLICATION, DATABASE, OWNER, SUPERUSER, Home, make_private
from shubbak.config.supervisor.postgres import Postgres
from shubbak.config.supervisor.roles import make_database, prepare_database

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".shubbak-test"
PREFIX = "shubbak-test-"
MEMORY, ROOM = Path("/dev/shm"), 3 * 1024**3
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "128MB"}
MADE_FROM = (
    "packs/**/*.yaml",
    "shubbak/config/demonstration/**/*",
    "shubbak/**/migrations/*.py",
    "shubbak/agencies/*.py",
    "shubbak/config/supervisor/roles.py",
    "tests/agencies_of_test.py",
)
BARE, TOWN = DATABASE, "shubbak_town"
SECRETS = (SUPERUSER, OWNER, APPLICATION, "secret")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
TRY_AGAIN = 45.0  # seconds
AGED = 3600.0  # seconds after which a run's folder that nobody holds is a killed run's


def choose_environment() -> None:
    """Name the home and the database of this process before Django reads its settings."""
    keep_bytecode()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["SHUBBAK_TEST_HOME"] = tempfile.mkdtemp(prefix=PREFIX, dir=_fastest_folder())
    home = test_home()
    copy_secrets(home)
    (home.path / "static").mkdir(exist_ok=True)
    os.environ.update(
        SHUBBAK_HOME=str(home.path),
        SHUBBAK_FILES=str(home.path / f"files-{WORKER}"),
        SHUBBAK_BLACK_BOX=str(home.path / f"blackbox-{WORKER}"),
        SHUBBAK_SIGNER_SOCKET=str(home.path / f"signer-{WORKER}.sock"),
        SHUBBAK_POOL="0",
        SHUBBAK_OCR="0",  # what is installed beside Shubbak changes no test
        DJANGO_ALLOW_ASYNC_UNSAFE="true",  # Playwright's loop runs in the thread of the test
        **addresses(home, f"test_{WORKER}"),
    )


def keep_bytecode() -> None:
    """Let no process of a run compile what another one has compiled before, whatever the environment says.

    Dozens are started, and each would compile Django anew. What they keep lies apart from the sources.
    """
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(KEPT / "pycache")
    os.environ.update(PYTHONDONTWRITEBYTECODE="", PYTHONPYCACHEPREFIX=sys.pycache_prefix)


def _fastest_folder() -> Path:
    """Memory where there is enough of it: a database is copied there in a tenth of what a disk takes."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM and os.access(MEMORY, os.W_OK)
    return MEMORY if roomy else Path(tempfile.gettempdir())


def test_home() -> Home:
    return Home(Path(os.environ["SHUBBAK_TEST_HOME"]))


def addresses(home: Home, database: str) -> dict[str, str]:
    """What the application reads from its environment to work on `database`."""
    return {
        "DATABASE_URL": home.database_url(APPLICATION, database),
        "DATABASE_OWNER_URL": home.database_url(OWNER, database),
    }


def copy_secrets(home: Home) -> None:
    """All homes of the tests share the kept cluster's passwords."""
    home.prepare()
    for name in SECRETS:
        (home.path / "keys" / name).write_text(Home(KEPT).secret(name))


def start_server() -> Postgres:
    """Copy the kept cluster into the home of this run and start it; it ends with the calling thread."""
    sweep_killed_runs()
    home = test_home()
    shutil.copytree(kept_cluster(), home.data, dirs_exist_ok=True)
    server = Postgres(home, QUICK)
    server.start()
    return server


def remove_run(server: Postgres) -> None:
    server.stop()
    shutil.rmtree(server.home.path, ignore_errors=True)


def sweep_killed_runs() -> None:
    places = (MEMORY, Path(tempfile.gettempdir()))
    for folder in chain.from_iterable(place.glob(f"{PREFIX}*") for place in places):
        mark = folder / "postgres" / "data" / "postmaster.pid"
        with suppress(FileNotFoundError):  # another run has swept it meanwhile
            if not mark.exists() and folder.stat().st_mtime < time.time() - AGED:
                shutil.rmtree(folder, ignore_errors=True)


def kept_cluster() -> Path:
    """The data folder of a stopped cluster with every migration and the agencies of the tests."""
    make_private(KEPT)
    home = Home(KEPT / digest())
    with open(KEPT / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home.path / "made").exists() or _may_be_mended(home):
            _make(home)
    return home.data


def digest() -> str:
    """Changes whenever the kept cluster would be made differently."""
    whole = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(path for path in ROOT.glob(pattern) if path.suffix in (".py", ".yaml")):
            whole.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:12]


def clone(database: str, original: str = BARE) -> None:
    """A fresh copy of a made database: BARE or TOWN.

    :raises RuntimeError: if that one could not be made.
    """
    trouble = test_home().data / f"{original}.trouble"
    if trouble.exists():
        raise RuntimeError(f"The agencies of the tests could not be made:\n{trouble.read_text()}")
    statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY")
    names = [sql.Identifier(name) for name in (database, OWNER, original)]
    with _superuser() as connection:
        connection.execute(statement.format(*names))


def drop(database: str) -> None:
    with _superuser() as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        )


def _superuser() -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(test_home().database_url(SUPERUSER, "postgres"), autocommit=True)


def _make(home: Home) -> None:
    shutil.rmtree(home.path, ignore_errors=True)
    for older in sorted(KEPT.glob("*/made"), key=lambda made: made.stat().st_mtime)[:-2]:
        shutil.rmtree(older.parent, ignore_errors=True)
    copy_secrets(home)
    server = Postgres(home, QUICK)
    server.start()
    try:
        with psycopg.connect(home.database_url(SUPERUSER, "postgres"), autocommit=True) as connection:
            make_database(connection, TOWN)
        prepare_database(home.database_url(SUPERUSER, TOWN))
        with ThreadPoolExecutor(2) as both:
            list(both.map(_open_agencies, (home, home), (BARE, TOWN), ("bare", "town")))
    finally:
        server.stop()
    (home.path / "made").touch()


def _may_be_mended(home: Home) -> bool:
    """Whether something went wrong, a while ago: the code may have changed since."""
    troubles = list(home.data.glob("*.trouble"))
    return any(trouble.stat().st_mtime < time.time() - TRY_AGAIN for trouble in troubles)


def _open_agencies(home: Home, database: str, kind: str) -> None:
    """What goes wrong is kept beside the cluster, for the tests that need this database."""
    environment = os.environ | addresses(home, database)
    environment |= {"SHUBBAK_HOME": str(home.path), "SHUBBAK_ROLE": "owner"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.agencies_of_test", kind],
        cwd=ROOT,
        env=environment | {"DJANGO_SETTINGS_MODULE": "shubbak.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        (home.data / f"{database}.trouble").write_text(done.stderr)

"""The database into which a copy goes: a new one that then takes the old one's place, or an empty one."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from shubbak.config.supervisor.failures import ExitCode, StartFailed
from shubbak.config.supervisor.home import DATABASE, OWNER, SUPERUSER, Home
from shubbak.config.supervisor.readiness import is_database_of
from shubbak.config.supervisor.roles import make_database, prepare_database

_TABLES = """
SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind IN ('r', 'p') AND nspname <> 'information_schema' AND nspname !~ '^pg_'
"""


@contextmanager
def empty_database(home: Home) -> Iterator[str]:
    """The owner's address of an empty database; where ours is embedded it takes its place at the end.

    The one that stood there is kept under another name, which is said; what fails leaves it where it is.

    :raises StartFailed: if a database of the installation's own is not empty.
    """
    if is_database_of(home):
        yield from _new_one(home)
        return
    owner_url = os.environ["DATABASE_OWNER_URL"]
    with psycopg.connect(owner_url) as connection:
        if _tables(connection):
            sentence = "The database is not empty: name an empty one in DATABASE_URL and DATABASE_OWNER_URL."
            raise StartFailed(ExitCode.CONFIGURATION, sentence)
    yield owner_url


def _new_one(home: Home) -> Iterator[str]:
    name = f"{DATABASE}_{secrets.token_hex(4)}"
    with psycopg.connect(home.database_url(SUPERUSER, "postgres"), autocommit=True) as connection:
        make_database(connection, name)
        try:
            prepare_database(home.database_url(SUPERUSER, name))
            yield home.database_url(OWNER, name)
        except BaseException:
            _run(connection, "DROP DATABASE {} WITH (FORCE)", name)
            raise
        _take_place(home, connection, name)


def _take_place(home: Home, connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    with psycopg.connect(home.database_url(SUPERUSER)) as old:
        tables = _tables(old)
    if tables:
        before = name.replace(DATABASE, f"{DATABASE}_before")
        _run(connection, "ALTER DATABASE {} RENAME TO {}", DATABASE, before)
        print(f"The database that stood here is kept as {before}.")
    else:
        _run(connection, "DROP DATABASE {} WITH (FORCE)", DATABASE)
    _run(connection, "ALTER DATABASE {} RENAME TO {}", name, DATABASE)


def _tables(connection: psycopg.Connection[tuple[object, ...]]) -> int:
    row = connection.execute(_TABLES).fetchone()
    return int(str(row[0])) if row else 0


def _run(connection: psycopg.Connection[tuple[object, ...]], statement: str, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

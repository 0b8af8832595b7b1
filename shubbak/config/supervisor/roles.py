"""Roles, database and extensions of an embedded cluster. Every statement may run again."""

import psycopg
from psycopg import sql

from shubbak.config.supervisor.failures import ExitCode, StartFailed
from shubbak.config.supervisor.home import APPLICATION, DATABASE, OWNER, SUPERUSER, Home

EXTENSIONS = ("pg_trgm", "btree_gist", "unaccent")


def bootstrap(home: Home) -> None:
    """Make the owner, the application role and the database, and check that Arabic letters are letters."""
    with psycopg.connect(home.database_url(SUPERUSER, "postgres"), autocommit=True) as connection:
        for role in (OWNER, APPLICATION):
            _make_role(connection, role, home.secret(role))
        make_database(connection, DATABASE)
    prepare_database(home.database_url(SUPERUSER))


def make_database(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    """A database of the owner that only our roles may enter, unless it is there."""
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return
    identifier = sql.Identifier(name)
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(identifier, sql.Identifier(OWNER))
    )
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(identifier))
    connection.execute(
        sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
            identifier, sql.Identifier(APPLICATION)
        )
    )


def prepare_database(superuser_url: str) -> None:
    """Extensions, what the application may do with the owner's tables, and the check of the locale."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for extension in EXTENSIONS:
            statement = sql.SQL("CREATE EXTENSION IF NOT EXISTS {} SCHEMA public")
            connection.execute(statement.format(sql.Identifier(extension)))
        for grant in grants(OWNER, APPLICATION):
            connection.execute(grant)
        check_arabic(connection)


def grants(owner: str, application: str) -> list[sql.Composed]:
    """The application reads and writes rows of whatever the owner makes, and changes no structure."""
    whole = (
        "GRANT USAGE ON SCHEMAS",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES",
        "GRANT USAGE, SELECT ON SEQUENCES",
        "GRANT EXECUTE ON FUNCTIONS",
        "GRANT USAGE ON TYPES",
    )
    names = {"owner": sql.Identifier(owner), "application": sql.Identifier(application)}
    by_default = [
        sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {owner} {what} TO {application}").format(
            what=sql.SQL(what), **names
        )
        for what in whole
    ]
    return [*by_default, sql.SQL("GRANT USAGE ON SCHEMA public TO {application}").format(**names)]


def check_arabic(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """With LC_CTYPE=C pg_trgm takes no Arabic letter for a letter, and search finds nothing, silently."""
    row = connection.execute("SELECT cardinality(show_trgm('صمام'))").fetchone()
    if not row or not row[0]:
        raise StartFailed(
            ExitCode.DATABASE,
            "This database does not know Arabic letters: make it with the locale C.UTF-8 (LC_CTYPE), not C.",
        )


def _make_role(connection: psycopg.Connection[tuple[object, ...]], role: str, password: str) -> None:
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = sql.SQL("ALTER ROLE {} " if exists else "CREATE ROLE {} ").format(sql.Identifier(role))
    powers = sql.SQL("LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD {}")
    connection.execute(verb + powers.format(sql.Literal(password)))

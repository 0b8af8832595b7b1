"""Where a canary still stands: tables of the agency and shared ones, files, folders beside the database."""

from pathlib import Path

from django.conf import settings
from django.db import connection

from shubbak.documents.store import folder_of


def in_tables(canaries: list[str]) -> list[str]:
    """Rows as text; bytes are looked for as their hexadecimal figures."""
    wanted = "|".join([*canaries, *(canary.encode().hex() for canary in canaries)])
    found = []
    with connection.cursor() as cursor:
        for schema, table in _tables(cursor):
            cursor.execute(
                f'SELECT count(*) FROM "{schema}"."{table}" AS row WHERE row::text ~* %s', [wanted]
            )
            if number := cursor.fetchone()[0]:
                found.append(f"{table}: {number}")
    return found


def _tables(cursor) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN (current_schema(), 'public')"
        " AND has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'SELECT')"
    )
    return cursor.fetchall()


def in_files(canaries: list[str]) -> list[str]:
    """In the agency's store, the black box and what else lies in the home: logs, marks."""
    wanted = [canary.encode() for canary in canaries]
    roots = {folder_of("miyah"), Path(settings.SHUBBAK_BLACK_BOX), Path(settings.SHUBBAK_HOME) / "logs"}
    files = [path for root in roots if root.exists() for path in root.rglob("*") if path.is_file()]
    return [str(path.name) for path in files if any(word in path.read_bytes() for word in wanted)]

"""Writes of the shared tables. They need the owner's role where a schema is made."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from shubbak.agencies.models import Agency, Domain

APPLICATION_ROLE = "shubbak_app"


def open_agency(*, code: str, host: str, at: datetime, description: Mapping[str, Any]) -> Agency:
    """Open a new agency: its row, its host name, its schema with every table, the application's rights.

    :raises django.db.IntegrityError: if the code or the host name is taken.
    """
    connection.set_schema_to_public()
    agency = Agency(code=code, schema_name=code, created_at=at, **description)
    agency.save()
    Domain.objects.create(domain=host, tenant=agency, is_primary=True)
    grant_schema(code)
    return agency


def grant_schema(schema: str) -> None:
    """Let the application's role use a schema: read and write rows, own nothing.

    Nothing happens where that role does not exist (an installation with one role of its own).
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [APPLICATION_ROLE])
        if cursor.fetchone() is None:
            return
        for grant in (
            "GRANT USAGE ON SCHEMA {} TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {} TO {}",
            "GRANT USAGE ON ALL SEQUENCES IN SCHEMA {} TO {}",
        ):
            cursor.execute(sql.SQL(grant).format(sql.Identifier(schema), sql.Identifier(APPLICATION_ROLE)))
        _take_back_rights_over_proof(cursor, schema)


def _take_back_rights_over_proof(cursor: Any, schema: str) -> None:
    """Rows that a trigger keeps from change: the application's role has not even the right to try."""
    cursor.execute(
        "SELECT DISTINCT event_object_table FROM information_schema.triggers"
        " WHERE trigger_schema = %s AND trigger_name LIKE 'immutable%%'",
        [schema],
    )
    for (table,) in cursor.fetchall():
        cursor.execute(
            sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {}.{} FROM {}").format(
                sql.Identifier(schema), sql.Identifier(table), sql.Identifier(APPLICATION_ROLE)
            )
        )

"""Several rows in one statement: what is written while a number is locked costs one round trip."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from psycopg import sql


def insert_together(rows: Sequence[Model]) -> None:
    """Insert unsaved rows of any tables with one data-modifying statement, in the order given.

    Foreign keys between the rows hold at the end of the transaction, as Django's are deferred.
    """
    inserts = [_insert(row) for row in rows]
    members = [
        sql.SQL("{} AS ({})").format(sql.Identifier(f"row_{rank}"), insert)
        for rank, (insert, _) in enumerate(inserts)
    ]
    statement = sql.SQL("WITH {} SELECT 1").format(sql.SQL(", ").join(members))
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for _, values in inserts for value in values])


def _insert(row: Model) -> tuple[sql.Composed, list[Any]]:
    fields = [field for field in row._meta.concrete_fields if not _is_drawn_by_database(row, field)]
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(row._meta.db_table),
        sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields),
        sql.SQL(", ").join(sql.Placeholder() * len(fields)),
    )
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    return statement, values


def _is_drawn_by_database(row: Model, field: "Field[Any, Any]") -> bool:
    return field.primary_key and getattr(row, field.attname) is None

"""Several rows in one statement: one round trip, whatever the number of rows and tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model


@dataclass(frozen=True)
class Insert:
    """An INSERT with its values; the text has ``%s`` where a value goes."""

    text: str
    values: Sequence[Any]


def insertion(row: Model) -> Insert:
    """How an unsaved row is inserted; a key that the database draws is left to it."""
    draws_key = row.pk is None
    text, fields = _insertion_into(type(row), draws_key)
    return Insert(text, [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields])


def insert_together(inserts: Sequence[Insert]) -> None:
    """Run the inserts as one data-modifying statement.

    Foreign keys between the rows hold at the end of the transaction, as Django's are deferred.
    """
    members = ", ".join(f"row_{rank} AS ({insert.text})" for rank, insert in enumerate(inserts))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {members} SELECT 1", [value for insert in inserts for value in insert.values])


@cache
def _insertion_into(model: type[Model], draws_key: bool) -> tuple[str, tuple["Field[Any, Any]", ...]]:
    quoted = connection.ops.quote_name
    fields = tuple(field for field in model._meta.concrete_fields if not (draws_key and field.primary_key))
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    into = f"{quoted(model._meta.db_table)} ({columns})"
    return f"INSERT INTO {into} VALUES ({marks})", fields  # noqa: S608 (names of our own models)

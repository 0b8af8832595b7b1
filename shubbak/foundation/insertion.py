"""Several rows in one statement: one round trip, whatever the number of rows and tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.models import Model

_WHOLE_NUMBERS = (models.BigAutoField, models.BigIntegerField, models.IntegerField)
_COUNTS = (models.PositiveBigIntegerField, models.PositiveIntegerField, models.PositiveSmallIntegerField)
_WORDS = (models.CharField, models.EmailField, models.SlugField, models.TextField)
_OTHERS = (models.BinaryField, models.BooleanField, models.DateField, models.DateTimeField, models.UUIDField)
_AS_THEY_ARE = frozenset([*_WHOLE_NUMBERS, *_COUNTS, *_WORDS, *_OTHERS])
"""Fields whose values the driver itself writes; any other field says how its values are written."""
Column = tuple[str, Callable[..., Any] | None]
"""The name of an attribute, and what makes its value ready for the driver, where anything must."""


@dataclass(frozen=True)
class Insert:
    """An INSERT with its values; the text has ``%s`` where a value goes."""

    text: str
    values: Sequence[Any]


def insertion(row: Model) -> Insert:
    """How an unsaved row is inserted; a key that the database draws is left to it."""
    draws_key = row.pk is None
    text, columns = _insertion_into(type(row), draws_key)
    held = row.__dict__
    return Insert(
        text, [prepare(held[name], connection) if prepare else held[name] for name, prepare in columns]
    )


def insert_together(inserts: Sequence[Insert]) -> None:
    """Run the inserts as one data-modifying statement.

    Foreign keys between the rows hold at the end of the transaction, as Django's are deferred.
    """
    members, values = members_of(inserts)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(members)} SELECT 1", values)


def members_of(inserts: Sequence[Insert]) -> tuple[list[str], list[Any]]:
    """The inserts as members of a WITH, for a statement that writes something else too; and their values."""
    members = [f"row_{rank} AS ({insert.text})" for rank, insert in enumerate(inserts)]
    return members, [value for insert in inserts for value in insert.values]


def insert_and_know(row: Model) -> None:
    """Insert a row now and give it the key that the database draws."""
    made, key = insertion(row), connection.ops.quote_name(str(row._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(f"{made.text} RETURNING {key}", made.values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias


@cache
def _insertion_into(model: type[Model], draws_key: bool) -> tuple[str, tuple[Column, ...]]:
    quoted = connection.ops.quote_name
    fields = tuple(field for field in model._meta.concrete_fields if not (draws_key and field.primary_key))
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    into = f"{quoted(model._meta.db_table)} ({columns})"
    prepared = tuple((field.attname, _preparation(field)) for field in fields)
    return f"INSERT INTO {into} VALUES ({marks})", prepared  # noqa: S608 (names of our own models)


def _preparation(field: Any) -> Callable[..., Any] | None:
    """What makes a value of the field ready, or None where it is ready as it stands."""
    written = field.target_field if isinstance(field, models.ForeignKey) else field
    return None if type(written) in _AS_THEY_ARE else field.get_db_prep_save

"""Rows by a text that is made once: on the busiest ways a QuerySet would make its SQL anew each time."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, Protocol, TypeVar

from django.db import connection
from django.db.models import Field, Model

M = TypeVar("M", bound=Model)
_NOW = datetime(1, 1, 2, tzinfo=UTC)
"""Stands in a kept text where the instant of the reading goes."""


class Listing(Hashable, Protocol):
    """What is asked of a list, equal to another that asks the same: then both have one text."""

    def composed(self, at: datetime) -> tuple[str, Sequence[Any]]:
        """The statement and its values, for this instant."""


def statement_of(listing: Listing, at: datetime) -> tuple[str, list[Any]]:
    """What :meth:`Listing.composed` gives; what was asked before, at another instant, is not made again."""
    text, values = _composed(listing)
    return text, [at if value is _NOW else value for value in values]


@lru_cache(maxsize=1024)
def _composed(listing: Listing) -> tuple[str, Sequence[Any]]:
    return listing.composed(_NOW)


def values_told(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What a statement of our own answers, line by line; never one with words of a person in it."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        lines: list[tuple[Any, ...]] = cursor.fetchall()
    return lines


def rows_where(
    model: type[M], condition: str, values: Sequence[Any], related: tuple[str, ...] = ()
) -> list[M]:
    """The rows of a table, named ``this`` in the condition.

    :param condition: what follows WHERE, written in our code, with ``%s`` where a value goes; never words of
    a person.
    :param related: foreign keys whose rows are read along.
    """
    text, parts = _selection(model, condition, related)
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        known: dict[tuple[str, Any], Any] = {}
        return [_whole(parts, related, found, known) for found in cursor.fetchall()]


def _whole(
    parts: Sequence["_Columns"],
    related: Sequence[str],
    found: Sequence[Any],
    known: dict[tuple[str, Any], Any],
) -> Any:
    """The row with those that were read along; two rows that name the same one share it, as `known`."""
    own = parts[0].made_of(found)
    start = len(parts[0].names)
    for name, part in zip(related, parts[1:], strict=True):
        place = name, found[start + part.key]
        if place not in known:
            known[place] = part.made_of(found[start:]) if place[1] is not None else None
        key: Any = own._meta.get_field(name)
        key.set_cached_value(own, known[place])
        start += len(part.names)
    return own


@dataclass(frozen=True)
class _Columns:
    """The columns of one table, in their order, the place of its key, and what makes Python's values."""

    model: type[Model]
    names: tuple[str, ...]
    key: int
    converters: tuple[tuple[int, Callable[..., Any]], ...]

    def made_of(self, found: Sequence[Any]) -> Any:
        values = list(found[: len(self.names)])
        for place, convert in self.converters:
            values[place] = convert(values[place], _BARE, connection)
        return self.model.from_db(connection.alias, self.names, values)


class _Bare:
    """A column as it is, not a part of a JSON value: what the converter of a JSON field asks."""


_BARE = _Bare()


@cache
def _selection(
    model: type[Model], condition: str, related: tuple[str, ...]
) -> tuple[str, tuple[_Columns, ...]]:
    models, columns = [model], [_named(model, "this")]
    source = f"{_quoted(model._meta.db_table)} AS this"
    for name in related:
        key: Any = model._meta.get_field(name)
        far: type[Model] = key.related_model
        alias = f"that_{name}"
        source += (
            f" {'LEFT ' if key.null else ''}JOIN {_quoted(far._meta.db_table)} AS {alias}"
            f" ON {alias}.{_quoted(str(key.target_field.column))} = this.{_quoted(str(key.column))}"
        )
        models.append(far)
        columns.append(_named(far, alias))
    text = f"SELECT {', '.join(columns)} FROM {source} WHERE {condition}"  # noqa: S608 (our own words)
    return text, tuple(_columns(each) for each in models)


def _columns(model: type[Model]) -> _Columns:
    fields: Sequence[Field[Any, Any]] = model._meta.concrete_fields
    converters = tuple(
        (place, convert)
        for place, field in enumerate(fields)
        for convert in field.get_db_converters(connection)
    )
    place_of_key = next(place for place, field in enumerate(fields) if field.primary_key)
    return _Columns(model, tuple(field.attname for field in fields), place_of_key, converters)


def _named(model: type[Model], alias: str) -> str:
    return ", ".join(f"{alias}.{_quoted(str(field.column))}" for field in model._meta.concrete_fields)


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))

"""Counting as far as somebody reads: nobody asks whether 48 211 or 48 212 files are late."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection

from shubbak.cases.models.case import CaseQuerySet
from shubbak.foundation.reading import Listing, statement_of

Name = TypeVar("Name", str, int)
MOST_COUNTED = 1000
"""A tally that is greater says only that there are more."""


def tallied(files: Mapping[str, CaseQuerySet]) -> dict[str, int]:
    """How many files each of the lists holds, up to one more than `MOST_COUNTED`; all in one query."""
    return _told(files, *tally(files.values()))


def tallied_at(names: Iterable[Name], lists: Listing, at: datetime) -> dict[Name, int]:
    """The same of lists that are asked for often, by the :func:`tally` that they compose."""
    return _told(names, *statement_of(lists, at))


def tally(files: Iterable[CaseQuerySet]) -> tuple[str, list[Any]]:
    """The statement that counts each of the lists, and its values."""
    counted: list[str] = []
    values: list[Any] = []
    for listed in files:
        text, given = _statement(listed.values("pk")[: MOST_COUNTED + 1])
        counted.append(f"(SELECT count(*) FROM ({text}) AS listed)")  # noqa: S608 (Django's own text)
        values += given
    return f"SELECT {', '.join(counted)}", values


def _statement(files: Any) -> tuple[str, tuple[Any, ...]]:
    """The text of a QuerySet of one column and its values; also of one that can hold nothing."""
    try:
        text, values = files.query.sql_with_params()
    except EmptyResultSet:
        return "SELECT NULL WHERE false", ()
    return text, values


def _told(names: Iterable[Name], text: str, values: list[Any]) -> dict[Name, int]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return dict(zip(names, cursor.fetchone(), strict=True))

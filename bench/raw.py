"""The writes of one deposit, sent by psycopg alone: the same SQL, the same rows, one transaction.

Run as a module in a database of its own: it takes a deposit down as it is written, then repeats it with fresh
keys from several threads, and prints how many a second there were.
"""

import os
import secrets
import sys
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import django
import psycopg
from django.db import connection

from bench.house import AGENCY
from bench.submissions import PAPER, SERVICE, answers, photograph

Written = tuple[str, Any]
A_MILLION = 1_000_000
SHA256_LETTERS = 64


def take_down() -> tuple[list[Written], int]:
    """The writing statements of an upload and a deposit with their values, and the number that it took.

    Series begin a million further: such a number stands nowhere else among the values.
    """
    from shubbak.agencies.models import Agency
    from shubbak.agencies.schema import look_at

    look_at(Agency.objects.get(code=AGENCY))
    with connection.cursor() as cursor:
        _deposit()
        cursor.execute("UPDATE registry_series SET last = last + %s", [A_MILLION])
    taken: list[Written] = []

    def listen(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().startswith("SELECT") or "FOR UPDATE" in sql:
            taken.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(listen):
        _deposit()
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last) FROM registry_series")
        number = cursor.fetchone()[0]
    return [
        (sql, values) for sql, values in taken if not sql.startswith(("SET", "SAVEPOINT", "RELEASE"))
    ], number


def _deposit() -> None:
    from shubbak.cases.actions import deposit
    from shubbak.cases.rules import PaperFacts
    from shubbak.catalogue.queries import current_service
    from shubbak.documents.actions import store_upload
    from shubbak.documents.rules import FilePolicy
    from shubbak.journal.rules import Actor

    at = datetime.now(UTC)
    allowed = FilePolicy(("jpeg",), 10_000_000, 5)
    stored = store_upload(stream=BytesIO(photograph()), name="photo.jpg", allowed=allowed, at=at)
    deposit(
        service_version=current_service(SERVICE),
        answers=answers(),
        papers=[PaperFacts(stored.pk, PAPER)],
        channel="api",
        language="ar",
        submission_id=uuid.uuid4(),
        actor=Actor("applicant", "api"),
        at=at,
    )


def _row_of(cursor: psycopg.Cursor[Any]) -> Any:
    """The one row that a statement gives back."""
    row = cursor.fetchone()
    if row is None:
        raise RuntimeError("the statement gave no row")
    return row


class Repetition:
    """One deposit again: keys drawn anew, number and place in the journal as the database gives them."""

    def __init__(self, number: int, size: int) -> None:
        self.taken_number, self.taken_size = number, size
        self.number = self.size = 0
        self.renewed: dict[object, object] = {}

    def run(self, connection: psycopg.Connection[Any], written: list[Written]) -> None:
        with connection.transaction(), connection.cursor() as cursor:
            for sql, values in written:
                cursor.execute(sql, self._fresh(sql, values))  # Django's own text
                if "registry_series" in sql:
                    self.number = _row_of(cursor)[1]
                elif "FOR UPDATE" in sql:
                    self.size = _row_of(cursor)[0]

    def _fresh(self, sql: str, values: Any) -> Any:
        if isinstance(values, dict):
            return {name: self._value(value) for name, value in values.items()}
        if "INTO journal_leaf" in sql:
            *before, size, peaks = values
            shift = self.size - self.taken_size
            indexes = [index + shift for index in before[0]]
            return [indexes, *map(self._value, before[1:]), size + shift, self._value(peaks)]
        return [self._value(value) for value in values or ()]

    def _value(self, value: Any) -> Any:
        value = value.obj if isinstance(value, psycopg.Binary) else value
        if isinstance(value, list):
            return [self._value(member) for member in value]
        if value == self.taken_number:
            return self.number
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, uuid.UUID):
            return self.renewed.setdefault(value, uuid.uuid4())
        if isinstance(value, bytes | memoryview):
            return self.renewed.setdefault(bytes(value), secrets.token_bytes(len(bytes(value))))
        return value

    def _text(self, value: str) -> object:
        if value.startswith("<") and "@" in value:
            return f"<{uuid.uuid4().hex}@bench.example>"
        if len(value) == SHA256_LETTERS and value.isalnum():
            return self.renewed.setdefault(value, secrets.token_hex(SHA256_LETTERS // 2))
        return value.replace(str(self.taken_number), str(self.number)) if self.number else value


def repeat(written: list[Written], number: int, clients: int, seconds: float) -> float:
    """Deposits a second.

    :raises psycopg.Error: if a statement cannot be repeated.
    """
    size = next(values[0][0] for sql, values in written if "INTO journal_leaf" in sql)
    end = time.monotonic() + seconds

    def drive(_rank: int) -> int:
        made = 0
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as raw:
            raw.execute(f"SET search_path = {AGENCY}, public")
            while time.monotonic() < end:
                Repetition(number, size).run(raw, written)
                made += 1
        return made

    with ThreadPoolExecutor(clients) as threads:
        return sum(threads.map(drive, range(clients))) / seconds


if __name__ == "__main__":
    django.setup()
    statements, taken_number = take_down()
    for count in map(int, sys.argv[2:]):
        repeat(statements, taken_number, count, 1.0)
        print(count, repeat(statements, taken_number, count, float(sys.argv[1])))

"""Loads the cases: three tables by COPY, and what follows from a case by INSERT … SELECT.

The journal and the outbox stay empty and the receipts bear no real signature: neither queue, search nor
export reads them, and `check-invariants` would say so. Triggers are off while it loads, so keys between the
rows are counted afterwards; indexes that keep nothing unique are made when the rows are there, as any restore
does.
"""

import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import psycopg
from django.db.models import Model

from bench.house import AGENCY
from bench.million.drawing import CASE, NULL, PERSON, SEARCH, Cast, Drawing
from bench.million.subjects import subjects
from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.cases.models import Case, CaseClock, CaseEvent, Submission
from shubbak.people.models import Person, Unit
from shubbak.people.queries import staff_of
from shubbak.registry.models import Entry, EntryParty, EntrySubject, Receipt, Series
from shubbak.search.models import SearchRow

Raw = psycopg.Connection[Any]
_BATCH = 2000
_FILLED = (
    Person,
    Case,
    SearchRow,
    Entry,
    EntryParty,
    EntrySubject,
    Receipt,
    Submission,
    CaseEvent,
    CaseClock,
)
_CLOCK, _LENGTH = "answer", "10 working_days"
_OF_CASE: Mapping[type[Model], tuple[Mapping[str, str], str]] = {
    Entry: (
        {
            "id": "c.entry_id",
            "series_id": "s.id",
            "number": "split_part(c.number, '/', 1)::int",
            "register_day": "c.opened_at::date",
            "received_at": "c.opened_at",
            "channel": "c.channel",
            "submission_id": "gen_random_uuid()",
            "manifest_sha256": "sha256(c.manifest_nonce)",
            "receipt_id": "substring(sha256(c.id::text::bytea) for 8)",
        },
        "JOIN registry_series s ON s.year = split_part(c.number, '/', 2)::int",
    ),
    EntryParty: (
        {"entry_id": "c.entry_id", "role": "'sender'", "name": "p.name", "contact": "p.phone"},
        "JOIN people_person p ON p.id = c.applicant_id",
    ),
    EntrySubject: ({"entry_id": "c.entry_id", "words": "c.title ->> 'ar'"}, ""),
    Receipt: (
        {
            "entry_id": "c.entry_id",
            "payload": "decode(repeat('00', 122), 'hex')",
            "signature": "decode(repeat('00', 64), 'hex')",
            "key_id": "'bench'",
            "signed_at": "c.opened_at",
        },
        "",
    ),
    Submission: (
        {
            "id": "e.submission_id",
            "case_id": "c.id",
            "body_sha256": "e.manifest_sha256",
            "at": "c.opened_at",
        },
        "JOIN registry_entry e ON e.id = c.entry_id",
    ),
    CaseClock: (
        {
            "case_id": "c.id",
            "code": f"'{_CLOCK}'",
            "length": f"'{_LENGTH}'",
            "started_at": "greatest(c.opened_at, c.due_at - interval '20 days')",
            "due_at": "coalesce(c.due_at, c.opened_at + interval '14 days')",
            "ended_at": "c.closed_at",
            "state": "CASE WHEN c.closed_at IS NOT NULL THEN 'met' WHEN c.held THEN 'held'"
            " ELSE 'running' END",
            "calendar_version": "(SELECT calendar_version FROM public.agencies_agency WHERE schema_name ="
            " current_schema())",
        },
        "",
    ),
}
_DEPOSITED = {
    "case_id": "c.id",
    "at": "c.opened_at",
    "what": "'deposited'",
    "target": "'deposited'",
    "actor_kind": "'applicant'",
    "actor_id": "'portal'",
    "unit_id": "c.unit_id",
    "public": "true",
}
_CLOSED = _DEPOSITED | {
    "at": "c.closed_at",
    "what": "'step'",
    "step": "'close'",
    "source": "'answered'",
    "target": "'closed'",
    "result": "c.result",
    "actor_kind": "'staff'",
}


def main(words: Sequence[str]) -> None:
    """Fill the agency of a bench with so many cases; `SUPERUSER_URL` names the database.

    :raises RuntimeError: if a row points at nothing.
    """
    count, began = int(words[0]), time.monotonic()
    agency = Agency.objects.get(code=AGENCY)
    look_at(agency)
    with psycopg.connect(os.environ["SUPERUSER_URL"], autocommit=True) as raw:
        raw.execute(f"SET search_path = {agency.schema_name}, public")
        made_later = _drop_indexes(raw)
        load(agency, count, datetime.now(UTC))
        _say(f"{count} cases copied", began)
        for index in made_later:
            raw.execute(index)  # PostgreSQL's own text
        _say("indexes made", began)
        for model in _FILLED:
            raw.execute(f"VACUUM ANALYZE {model._meta.db_table}")
        _refuse_dangling(raw)
    _say("looked over", began)


def load(agency: Agency, count: int, at: datetime) -> None:
    """Copy the cases and write what follows from them, in one transaction."""
    drawing = Drawing(count, at, subjects(agency, at.date()), _cast(at))
    with ExitStack() as open_until_end:
        raws = [open_until_end.enter_context(_loader(agency)) for _ in range(3)]
        _copy(raws, drawing)
        for raw in raws:
            raw.commit()
        _follow(raws[0], drawing.numbers, at)


def _loader(agency: Agency) -> Raw:
    raw = psycopg.connect(os.environ["SUPERUSER_URL"])
    raw.execute(f"SET search_path = {agency.schema_name}, public")
    raw.execute("SET session_replication_role = replica")
    return raw


def _cast(at: datetime) -> Cast:
    units = {unit.code: unit for unit in Unit.objects.all()}
    staff = {code: list(staff_of(unit, at).values_list("pk", flat=True)) for code, unit in units.items()}
    return Cast({code: unit.pk for code, unit in units.items()}, staff)


def _copy(raws: Sequence[Raw], drawing: Drawing) -> None:
    """Three streams side by side, since the rows of a case are drawn together."""
    tables = ((Person, PERSON), (Case, CASE), (SearchRow, SEARCH))
    with ExitStack() as streams:
        copies = [
            streams.enter_context(raw.cursor().copy(_copy_into(model, names)))
            for raw, (model, names) in zip(raws, tables, strict=True)
        ]
        endings = ["".join(f"\t{value}" for value in defaults_of(*table).values()) + "\n" for table in tables]
        lines = drawing.lines()
        while batch := list(islice(lines, _BATCH)):
            for copy, ending, part in zip(copies, endings, zip(*batch, strict=True), strict=True):
                copy.write("".join(line[:-1] + ending for line in part))


def _copy_into(model: type[Model], names: Sequence[str]) -> str:
    columns = ", ".join([*names, *defaults_of(model, names)])
    return f"COPY {model._meta.db_table} ({columns}) FROM STDIN"


def defaults_of(model: type[Model], names: Iterable[str]) -> dict[str, str]:
    """The columns that are not given and what the model says of them, as COPY writes it."""
    given = set(names)
    return {
        str(field.column): _written(field.get_default())
        for field in model._meta.concrete_fields
        if field.column not in given and not (field.primary_key and field.get_internal_type() != "UUIDField")
    }


def _written(value: object) -> str:
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value).replace("'", '"')


def _follow(raw: Raw, numbers: Mapping[int, int], at: datetime) -> None:
    """The series, entries and receipts, submissions, clocks and events of the cases that stand now."""
    register = "(SELECT id FROM registry_register WHERE code = 'complaints')"
    for year, last in numbers.items():
        columns = "register_id, year, last, last_at"
        raw.execute(
            f"INSERT INTO {Series._meta.db_table} ({columns}) VALUES ({register}, %s, %s, %s)",
            [year, last, at],
        )
    for model, (columns_of, joined) in _OF_CASE.items():
        raw.execute(insertion(model, columns_of, f"cases_case c {joined}"))
    raw.execute(insertion(CaseEvent, _DEPOSITED, "cases_case c"))
    raw.execute(insertion(CaseEvent, _CLOSED, "cases_case c WHERE c.closed_at IS NOT NULL"))
    for table in (Person._meta.db_table,):
        raw.execute(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))")
    raw.commit()


def insertion(model: type[Model], given: Mapping[str, str], source: str) -> str:
    """The statement that fills a table from others; columns that are not given take what the model says."""
    others = {
        name: "NULL" if value == NULL else f"'{value}'" for name, value in defaults_of(model, given).items()
    }
    values = {**given, **others}
    into = f"{model._meta.db_table} ({', '.join(values)})"
    return f"INSERT INTO {into} SELECT {', '.join(values.values())} FROM {source}"


def _drop_indexes(raw: Raw) -> list[str]:
    """Take away the indexes that no constraint needs; how to make them again."""
    tables = [model._meta.db_table for model in _FILLED]
    found = raw.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
        " AND tablename = ANY(%s) AND indexdef NOT LIKE 'CREATE UNIQUE%%'",
        [tables],
    ).fetchall()
    for name, _ in found:
        raw.execute(f'DROP INDEX "{name}"')
    return [definition for _, definition in found]


def _refuse_dangling(raw: Raw) -> None:
    """:raises RuntimeError: if a foreign key of the rows that were written points at nothing."""
    for model in _FILLED:
        for field in model._meta.concrete_fields:
            if not field.is_relation:
                continue
            here, there = model._meta.db_table, field.related_model._meta  # type: ignore[union-attr]
            found = raw.execute(
                f"SELECT count(*) FROM {here} a WHERE a.{field.column} IS NOT NULL AND NOT EXISTS"
                f" (SELECT FROM {there.db_table} b WHERE b.{there.pk.column} = a.{field.column})"
            ).fetchone()
            if found != (0,):
                raise RuntimeError(f"{here}.{field.column} points at nothing in {found} rows")


def _say(words: str, began: float) -> None:
    print(f"{words} after {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)

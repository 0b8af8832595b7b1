"""Taking a number: late, short, without a gap.

Nothing but the UPDATE of the series, one statement and the journal's head happens while a number is locked
(architecture §2). Whoever enters something has rendered, stored and hashed everything before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Model

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.foundation.numbering import print_number
from shubbak.foundation.working_time.calendar import WorkCalendar, register_day
from shubbak.journal.actions import before_flush, record
from shubbak.journal.rules import Actor
from shubbak.registry.insertion import insert_together
from shubbak.registry.models import Entry, EntryParty, EntrySubject, Receipt
from shubbak.registry.rules import EntryFacts, RegistryRefused, to_whole_second

_TAKE = """
UPDATE registry_series AS series SET last = last + 1, last_at = greatest(last_at, %(at)s)
FROM registry_register AS register
WHERE register.id = series.register_id AND register.code = %(register)s AND series.year = %(year)s
RETURNING series.id, series.last, series.last_at, register.kind, register.pattern
"""
_BEGIN_YEAR = """
INSERT INTO registry_series (register_id, year, last, last_at)
SELECT id, %(year)s, 0, %(at)s FROM registry_register WHERE code = %(register)s
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class Numbered:
    """A number that was just taken: what the rows that need it may know."""

    entry_id: UUID
    printed: str
    number: int
    year: int
    received_at: datetime
    register_day: date


@dataclass(frozen=True)
class _Taken:
    series: int
    number: int
    received_at: datetime
    kind: str
    pattern: str


def enter(
    *,
    facts: EntryFacts,
    actor: Actor,
    rows: Callable[[Numbered], Sequence[Model]] = lambda _: (),
) -> None:
    """Enter something in a register, at the very end of the action under way.

    `rows` gives, once the number is known, the unsaved rows that need it; it must be quick and query nothing.
    The register's year is that of the arrival in the agency's zone.

    :raises RegistryRefused: at the end of the action, ``no_such_register``.
    """
    agency = current_agency()
    zone, calendar = ZoneInfo(agency.zone), calendar_of(agency)
    before_flush(lambda: _take_and_write(facts, actor, rows, zone, calendar))


def _take_and_write(
    facts: EntryFacts,
    actor: Actor,
    rows: Callable[[Numbered], Sequence[Model]],
    zone: ZoneInfo,
    calendar: WorkCalendar,
) -> None:
    year = facts.at.astimezone(zone).year
    taken = _take(facts.register, year, to_whole_second(facts.at))
    numbered = Numbered(
        entry_id=facts.id,
        printed=print_number(taken.pattern, taken.number, year),
        number=taken.number,
        year=year,
        received_at=taken.received_at,
        register_day=register_day(calendar, taken.received_at),
    )
    insert_together([*_rows_of_entry(facts, taken, numbered), *rows(numbered)])
    _record(facts, actor, taken, numbered)


def _take(register: str, year: int, at: datetime) -> _Taken:
    values: dict[str, str | int | datetime] = {"register": register, "year": year, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        row = cursor.fetchone()
        if row is None:
            cursor.execute(_BEGIN_YEAR, values)
            cursor.execute(_TAKE, values)
            row = cursor.fetchone()
    if row is None:
        raise RegistryRefused("no_such_register")
    return _Taken(row[0], row[1], row[2].astimezone(UTC), row[3], row[4])


def _rows_of_entry(facts: EntryFacts, taken: _Taken, numbered: Numbered) -> list[Model]:
    entry = Entry(
        id=facts.id,
        series_id=taken.series,
        number=taken.number,
        register_day=numbered.register_day,
        received_at=taken.received_at,
        channel=facts.channel,
        submission_id=facts.submission_id,
        manifest_sha256=facts.manifest_sha256,
        receipt_id=facts.receipt_id,
    )
    rows: list[Model] = [
        entry,
        Receipt(entry_id=facts.id),
        EntrySubject(entry_id=facts.id, words=facts.subject),
    ]
    for party in facts.parties:
        rows.append(EntryParty(entry_id=facts.id, role=party.role, name=party.name, contact=party.contact))
    return rows


def _record(facts: EntryFacts, actor: Actor, taken: _Taken, numbered: Numbered) -> None:
    """Nothing personal: the online proof of a receipt opens these facts to anyone who holds it."""
    record(
        what="registry.entered",
        about=numbered.printed,
        actor=actor,
        at=facts.at,
        facts={
            "register": facts.register,
            "kind": taken.kind,
            "year": numbered.year,
            "number": taken.number,
            "receipt_id": facts.receipt_id.hex(),
            "manifest_sha256": facts.manifest_sha256.hex(),
            "received_at": int(taken.received_at.timestamp()),
        },
    )

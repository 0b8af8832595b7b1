"""Taking a number: late, short, without a gap.

Nothing but the UPDATE of the series, the journal's head and one statement happens while a number is locked
(architecture §2). Whoever enters something has rendered, stored and hashed everything before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Model

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.foundation.numbering import print_number
from shubbak.foundation.working_time.calendar import ONE_DAY, WorkCalendar, register_day
from shubbak.journal.actions import before_flush, insert_late, record
from shubbak.journal.rules import Actor
from shubbak.registry.books.models import Entry, EntryParty, EntrySubject, Receipt, Register, Series
from shubbak.registry.books.rules import EntryFacts, RegistryRefused, to_whole_second
from shubbak.registry.books.signing import sign_at_once

_TAKE = """
UPDATE registry_series AS series SET last = last + 1, last_at = greatest(last_at, %(at)s)
FROM registry_register AS register
WHERE register.id = series.register_id AND register.code = %(register)s AND series.year = %(year)s
RETURNING series.id, series.last, series.last_at, series.closed_day, register.kind, register.pattern,
  (SELECT register_day FROM registry_entry WHERE series_id = series.id AND number = series.last - 1)
"""
_BEGIN_YEAR = """
INSERT INTO registry_series (register_id, year, last, last_at)
SELECT id, %(year)s, 0, %(at)s FROM registry_register WHERE code = %(register)s
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class Numbered:
    """A number that was just taken: what the rows that need it may know."""

    receipt: Receipt
    printed: str

    @property
    def entry(self) -> Entry:
        """The entry under way, with its series and register."""
        return self.receipt.entry


def enter(
    *,
    facts: EntryFacts,
    actor: Actor,
    rows: Callable[[Numbered], Sequence[Model]] = lambda _: (),
    calendar: WorkCalendar | None = None,
) -> None:
    """Enter something in a register, at the very end of the action under way.

    `rows` gives, once the number is known, the unsaved rows that need it; it must be quick and query nothing.
    The register's year is that of the arrival in the agency's zone. After the commit its receipt is signed.
    `calendar`: the agency's own, where the
    action has already read it.

    :raises RegistryRefused: at the end of the action, ``no_such_register``.
    """
    agency = current_agency()
    zone, known = ZoneInfo(agency.zone), calendar or calendar_of(agency)
    before_flush(lambda: _take_and_write(facts, actor, rows, zone, known))


def _take_and_write(
    facts: EntryFacts,
    actor: Actor,
    rows: Callable[[Numbered], Sequence[Model]],
    zone: ZoneInfo,
    calendar: WorkCalendar,
) -> None:
    series, received_at, last_day = _take(
        facts.register, facts.at.astimezone(zone).year, to_whole_second(facts.at)
    )
    entry = Entry(
        id=facts.id,
        series=series,
        number=series.last,
        register_day=legal_day(calendar, received_at, series.closed_day, last_day),
        received_at=received_at,
        channel=facts.channel,
        submission_id=facts.submission_id,
        manifest_sha256=facts.manifest_sha256,
        receipt_id=facts.receipt_id,
    )
    numbered = Numbered(
        Receipt(entry=entry), print_number(series.register.pattern, entry.number, series.year)
    )
    insert_late(entry, numbered.receipt, *_erasable_rows(facts), *rows(numbered))
    _record(facts, actor, numbered)
    # before anybody reads the number: the black box has its line
    transaction.on_commit(partial(sign_at_once, receipt=numbered.receipt, at=facts.at), robust=True)


def legal_day(
    calendar: WorkCalendar, received_at: datetime, closed_day: date | None, last_day: date | None = None
) -> date:
    """A day that is closed takes nothing more: what comes then bears the next worked one.

    Nor does an entry bear a day before the last one's, were a feast moved between them.
    """
    day = register_day(calendar, received_at)
    if closed_day is not None and day <= closed_day:
        day = calendar.next_worked(closed_day + ONE_DAY)
    return max(day, last_day or day)


def _take(register: str, year: int, at: datetime) -> tuple[Series, datetime, date | None]:
    """The series with its number taken, the instant that the entry bears, never before the last one's, and
    that one's day.
    """
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
    identity, number, last_at, closed_day, kind, pattern, last_day = row
    kept_in = Register(code=register, kind=kind, pattern=pattern)
    series = Series(id=identity, register=kept_in, year=year, last=number, closed_day=closed_day)
    return series, last_at.astimezone(UTC), last_day


def _erasable_rows(facts: EntryFacts) -> list[Model]:
    parties = [
        EntryParty(entry_id=facts.id, role=party.role, name=party.name, contact=party.contact)
        for party in facts.parties
    ]
    return [EntrySubject(entry_id=facts.id, words=facts.subject), *parties]


def _record(facts: EntryFacts, actor: Actor, numbered: Numbered) -> None:
    """Nothing personal: the online proof of a receipt opens these facts to anyone who holds it."""
    entry = numbered.entry
    record(
        what="registry.entered",
        about=numbered.printed,
        actor=actor,
        at=facts.at,
        facts={
            "register": facts.register,
            "kind": entry.series.register.kind,
            "year": entry.series.year,
            "number": entry.number,
            "receipt_id": facts.receipt_id.hex(),
            "manifest_sha256": facts.manifest_sha256.hex(),
            "received_at": int(entry.received_at.timestamp()),
        },
    )

"""After an older copy was brought back: the numbers that the black box knows and the copy does not.

Each of them becomes an entry again, from what its receipt states: so no number is given twice, each receipt
that somebody holds verifies as before, and the register says of which ones the contents are lost.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from uuid import uuid4

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.foundation.numbering import print_number
from shubbak.foundation.working_time.calendar import WorkCalendar
from shubbak.journal.actions import action, insert_late, record
from shubbak.journal.rules import SYSTEM, Fact
from shubbak.registry.books.actions.enter import legal_day
from shubbak.registry.books.black_box import Kept
from shubbak.registry.books.models import Entry, Receipt, Register, Series
from shubbak.registry.books.rules import LOST_CHANNEL

_NO_DIGEST = bytes(32)


@dataclass(frozen=True)
class NumbersLost:
    """The printed numbers that were written down, and, in sentences, what could not be."""

    numbers: Sequence[str] = ()
    problems: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class _Lost:
    number: int
    received_at: datetime
    manifest_sha256: bytes
    receipt_id: bytes
    kept: Kept | None


@action
def write_down_lost(*, kept: Iterable[Kept], at: datetime) -> NumbersLost:
    """Write down every number that the black box knows and the registers do not.

    A number between two of them of which the black box has no line was given to nobody who holds a receipt;
    it is written down as well, with a receipt of its own that the signer makes.
    """
    known = {bytes(each) for each in Entry.objects.values_list("receipt_id", flat=True)}
    missing = [each for each in kept if each.facts.receipt_id not in known]
    numbers: list[str] = []
    problems: list[str] = []
    for (code, year), group in groupby(sorted(missing, key=_place), key=_series_of):
        register = _register(code, group_kind := list(group))
        if register is None:
            problems.append(f"register {code or '?'} of {year} is not in the copy: {len(group_kind)} numbers")
            continue
        written, odd = _write_series(register, year, group_kind, at)
        numbers += written
        problems += odd
    return NumbersLost(numbers, problems)


def _place(kept: Kept) -> tuple[str, int, int]:
    return (*_series_of(kept), kept.facts.number)


def _series_of(kept: Kept) -> tuple[str, int]:
    return kept.register or kept.facts.kind, kept.facts.year


def _register(code: str, lost: Sequence[Kept]) -> Register | None:
    """By its code; lines of earlier versions name only the kind, which must then be that of one register."""
    if lost[0].register:
        return Register.objects.filter(code=code).first()
    of_kind = list(Register.objects.filter(kind=code)[:2])
    return of_kind[0] if len(of_kind) == 1 else None


def _write_series(
    register: Register, year: int, lost: Sequence[Kept], at: datetime
) -> tuple[list[str], list[str]]:
    series, _ = Series.objects.select_for_update().get_or_create(
        register=register, year=year, defaults={"last": 0, "last_at": lost[0].facts.received_at}
    )
    twice = [each.facts.number for each in lost if each.facts.number <= series.last]
    if twice:
        return [], [f"register {register.code} of {year}: {twice} belong to other receipts in the copy"]
    calendar = calendar_of(current_agency())
    entries = [_write(series, each, calendar, at) for each in _without_gap(series, lost)]
    last = lost[-1].facts
    Series.objects.filter(pk=series.pk).update(
        last=last.number, last_at=max(series.last_at, last.received_at)
    )
    return entries, []


def _without_gap(series: Series, lost: Sequence[Kept]) -> list[_Lost]:
    by_number = {each.facts.number: each for each in lost}
    arrived, found = series.last_at, []
    for number in range(series.last + 1, lost[-1].facts.number + 1):
        kept = by_number.get(number)
        if kept is None:
            found.append(_Lost(number, arrived, _NO_DIGEST, os.urandom(8), None))
            continue
        facts = kept.facts
        arrived = facts.received_at
        found.append(_Lost(number, arrived, facts.manifest_sha256, facts.receipt_id, kept))
    return found


def _write(series: Series, lost: _Lost, calendar: WorkCalendar, at: datetime) -> str:
    entry = Entry(
        series=series,
        number=lost.number,
        register_day=legal_day(calendar, lost.received_at, series.closed_day),
        received_at=lost.received_at,
        channel=LOST_CHANNEL,
        submission_id=uuid4(),
        manifest_sha256=lost.manifest_sha256,
        receipt_id=lost.receipt_id,
    )
    insert_late(entry, _receipt(entry, lost.kept, at))
    register = series.register
    printed = print_number(register.pattern, lost.number, series.year)
    facts: dict[str, Fact] = {
        "register": register.code,
        "kind": register.kind,
        "year": series.year,
        "number": lost.number,
    }
    record(
        what="registry.lost",
        about=printed,
        actor=SYSTEM,
        at=at,
        facts={
            **facts,
            "receipt_id": lost.receipt_id.hex(),
            "manifest_sha256": lost.manifest_sha256.hex(),
            "received_at": int(lost.received_at.timestamp()),
        },
    )
    return printed


def _receipt(entry: Entry, kept: Kept | None, at: datetime) -> Receipt:
    """As it was given; what was never signed is signed by the worker."""
    if kept is None or kept.signature is None:
        return Receipt(entry=entry)
    key = kept.facts.key_id.hex()
    return Receipt(entry=entry, payload=kept.payload, signature=kept.signature, key_id=key, signed_at=at)

"""The gateway's file of the day: what it knows and we do not is mended, what nobody can mend is told."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from shubbak.agencies.queries import current_agency
from shubbak.journal.actions import action, before_flush, record
from shubbak.journal.rules import SYSTEM, Actor, Fact
from shubbak.payments.ledger.referring import Differing, NumberOf, open_file
from shubbak.payments.online.actions.settling import settle_order
from shubbak.payments.online.gateways.rules import Captured, Fate, Outcome
from shubbak.payments.online.gateways.settlement import Difference, Kind, compare, read_day
from shubbak.payments.online.models import DayDifference, DayFile, Order
from shubbak.payments.online.rules import AlarmRefused

_OPEN = (Order.State.WAITING, Order.State.UNKNOWN, Order.State.REFUSED)


@action
def read_day_file(*, gateway: str, day: date, content: bytes, actor: Actor, at: datetime) -> DayFile:
    """Read a file once; the same bytes give what they gave before.

    :raises FileRefused: nothing of it is written.
    """
    digest = hashlib.sha256(content).digest()
    known = DayFile.objects.filter(gateway=gateway, sha256=digest).first()
    if known is not None:
        return known
    lines = read_day(content)
    file = DayFile.objects.create(
        gateway=gateway,
        day=day,
        sha256=digest,
        lines=len(lines),
        total=sum(line.amount for line in lines),
        read_at=at,
    )
    found = _differences(gateway, day, lines)
    mended = {line.oid for line in lines if _mend(gateway, line, at)}
    DayDifference.objects.bulk_create(_row(file, each, mended) for each in found)
    _file(file, [line.oid for line in lines])
    _give_up(gateway, day, at)
    facts: dict[str, Fact] = {
        "day": day.isoformat(),
        "lines": len(lines),
        "total": file.total,
        "differences": len(found),
    }
    record(what="online.day_read", about=gateway, actor=actor, at=at, facts=facts)
    return file


@action
def settle_day_difference(*, difference_id: int, note: str, actor: Actor, at: datetime) -> DayDifference:
    """Somebody has found out why the gateway's file and we differ, and says so; no money moves by it.

    :raises AlarmRefused: ``reason_missing``.
    """
    if not note.strip():
        raise AlarmRefused("reason_missing")
    found = DayDifference.objects.select_for_update().get(pk=difference_id)
    if found.settled_at is None:
        found.settled_at, found.settled_by, found.note = at, actor.id, note.strip()[:300]
        found.save(update_fields=["settled_at", "settled_by", "note"])
        facts: dict[str, Fact] = {"kind": found.kind, "ours": found.ours, "theirs": found.theirs}
        private = {"reason": found.note}
        record(
            what="online.difference_settled",
            about=found.oid,
            actor=actor,
            at=at,
            facts=facts,
            private=private,
        )
    return found


@action
def refer_day_difference(*, difference_id: int, actor: Actor, at: datetime) -> DayDifference:
    """A file is opened about it, by whichever room above offers one; the difference stays until it is clear.

    :raises AlarmRefused: ``settled_before``, ``referred_before``, ``no_service``.
    """
    held = DayDifference.objects.select_for_update(of=("self",)).select_related("file")
    found: DayDifference = held.get(pk=difference_id)
    if found.settled_at or found.mended or found.file_number:
        raise AlarmRefused("referred_before" if found.file_number else "settled_before")
    number_of = open_file(_differing(found), actor, at)
    if number_of is None:
        raise AlarmRefused("no_service")
    before_flush(partial(_note_file, found, number_of, actor, at))
    return found


def _differing(found: DayDifference) -> Differing:
    gateway, day = found.file.gateway, found.file.day
    return Differing(
        key=f"gateway-day/{gateway}/{day}/{found.kind}/{found.oid}",
        about=found.oid,
        theirs=found.theirs,
        ours=found.ours,
        currency=current_agency().currency,
        bank={language: gateway.upper() for language in ("ar", "fr", "en")},
        day=day,
    )


def _note_file(found: DayDifference, number_of: NumberOf, actor: Actor, at: datetime) -> None:
    """The file has taken its number by now."""
    found.file_number = number_of()
    found.save(update_fields=["file_number"])
    facts: dict[str, Fact] = {"day": found.file.day.isoformat(), "file": found.file_number}
    record(what="online.difference_referred", about=found.oid, actor=actor, at=at, facts=facts)


def _row(file: DayFile, found: Difference, mended: set[str]) -> DayDifference:
    is_mended = found.kind is Kind.THEIRS_ALONE and found.oid in mended
    return DayDifference(
        file=file,
        kind=found.kind,
        oid=found.oid[:80],
        ours=found.ours,
        theirs=found.theirs,
        mended=is_mended,
    )


def _file(file: DayFile, named: Sequence[str]) -> None:
    """These stand in a file now: nobody asks for them any more, and what missed them yesterday is mended."""
    paid = Order.objects.filter(gateway=file.gateway, state=Order.State.PAID, filed=None, oid__in=named)
    paid.update(filed=file, ask_at=None)
    missed = DayDifference.objects.filter(file__gateway=file.gateway, kind=Kind.OURS_ALONE, oid__in=named)
    missed.update(mended=True)


def _differences(gateway: str, day: date, lines: Sequence[Captured]) -> Sequence[Difference]:
    """Ours are the paid orders that no file held yet, and those that this one holds: a second time, maybe."""
    named = [line.oid for line in lines]
    paid = Order.objects.filter(gateway=gateway, state=Order.State.PAID)
    waiting = paid.filter(filed=None, payment__business_day__lte=day)
    ours = {row.oid: (row.amount, row.currency) for row in [*waiting, *paid.filter(oid__in=named)]}
    found = compare(ours, lines).differences
    twice = paid.filter(oid__in=named).exclude(filed=None)
    return [*found, *(Difference(Kind.TWICE, row.oid, row.amount, row.amount * 2) for row in twice)]


def _mend(gateway: str, line: Captured, at: datetime) -> bool:
    """An order that waits is paid by the file, if the amount is its own."""
    if not Order.objects.filter(gateway=gateway, oid=line.oid).exclude(state=Order.State.PAID).exists():
        return False
    outcome = Outcome(line.oid, Fate.PAID, line.reference, line.amount, line.currency)
    order = settle_order(gateway=gateway, outcome=outcome, at=at, is_confirmed=True)
    return order is not None and order.state == Order.State.PAID


def _give_up(gateway: str, day: date, at: datetime) -> None:
    """What began before the file's day and stands in no file was never paid, whatever nobody could tell."""
    begins = datetime.combine(day, time.min, ZoneInfo(current_agency().zone))
    older = Order.objects.select_for_update().filter(
        gateway=gateway, state__in=_OPEN, ask_at__isnull=False, alarm="", made_at__lt=begins
    )
    for order in older:
        order.ask_at, order.ended_at = None, at
        if order.state != Order.State.REFUSED:
            order.state, order.reason = Order.State.EXPIRED, "in_no_file"
            record(what="online.expired", about=order.oid, actor=SYSTEM, at=at)
        order.save(update_fields=["state", "reason", "ask_at", "ended_at"])

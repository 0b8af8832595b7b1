"""A bank's file of a day, held against what we have of it."""

import hashlib
from datetime import date, datetime
from functools import partial

from shubbak.agencies.queries import current_agency
from shubbak.journal.actions import action, before_flush, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.biller.actions.hearing import of_bank
from shubbak.payments.biller.files import read_file
from shubbak.payments.biller.models import Bank, DayDifference, DayFile
from shubbak.payments.biller.queries import held
from shubbak.payments.biller.rules import BillerRefused, Differences, compare
from shubbak.payments.ledger.referring import Differing, NumberOf, open_file


@action
def read_day(*, bank: Bank, day: date, content: bytes, media_type: str, at: datetime) -> Differences:
    """Read a file of a day and say where it differs. Nothing is mended by it: people look at what differs.

    :raises BillerRefused: ``unreadable``, ``too_long``, ``sum_differs``, ``twice``, ``other_day``.
    """
    told = read_file(content, media_type, day)
    ours = held(bank, day, [line.reference for line in told.lines])
    found = compare(day, ours, told.lines)
    file = DayFile.objects.create(
        bank=bank,
        day=day,
        sha256=hashlib.sha256(content).digest(),
        lines=len(told.lines),
        total=told.total,
        read_at=at,
    )
    DayDifference.objects.bulk_create(
        DayDifference(
            file=file,
            kind=each.kind,
            reference=each.reference,
            ours=each.ours,
            theirs=each.theirs,
            detail=each.detail,
        )
        for each in found.all
    )
    facts: dict[str, Fact] = {
        "day": day.isoformat(),
        "lines": len(told.lines),
        "total": told.total,
        "differences": len(found.all),
    }
    record(what="biller.day_read", about=bank.source, actor=of_bank(bank), at=at, facts=facts)
    return found


@action
def settle_day_difference(*, difference_id: int, note: str, actor: Actor, at: datetime) -> DayDifference:
    """Somebody has found out why a bank's file and we differ, and says so. A second time changes nothing.

    :raises BillerRefused: ``reason_missing``.
    """
    if not note.strip():
        raise BillerRefused("reason_missing")
    found = _held(difference_id)
    if found.settled_at is None:
        found.settled_at, found.settled_by, found.note = at, actor.id, note.strip()[:300]
        found.save(update_fields=["settled_at", "settled_by", "note"])
        facts: dict[str, Fact] = {
            "day": found.file.day.isoformat(),
            "kind": found.kind,
            "payment": found.reference,
        }
        about = found.file.bank.source
        private = {"reason": found.note}
        record(
            what="biller.difference_settled", about=about, actor=actor, at=at, facts=facts, private=private
        )
    return found


@action
def refer_day_difference(*, difference_id: int, actor: Actor, at: datetime) -> DayDifference:
    """A file is opened about it, by whichever room above offers one; the difference stays until it is clear.

    :raises BillerRefused: ``settled_before``, ``referred_before``, ``no_service``.
    """
    found = _held(difference_id)
    if found.settled_at or found.file_number:
        raise BillerRefused("settled_before" if found.settled_at else "referred_before")
    number_of = open_file(_differing(found), actor, at)
    if number_of is None:
        raise BillerRefused("no_service")
    before_flush(partial(_note_file, found, number_of, actor, at))
    return found


def _held(difference_id: int) -> DayDifference:
    held = DayDifference.objects.select_for_update(of=("self",)).select_related("file__bank")
    found: DayDifference = held.get(pk=difference_id)
    return found


def _differing(found: DayDifference) -> Differing:
    return Differing(
        key=f"bank-day/{found.file.bank.code}/{found.file.day}/{found.kind}/{found.reference}",
        about=found.reference,
        theirs=found.theirs,
        ours=found.ours,
        currency=current_agency().currency,
        bank=found.file.bank.words or {"en": found.file.bank.code},
        day=found.file.day,
        text=found.detail,
    )


def _note_file(found: DayDifference, number_of: NumberOf, actor: Actor, at: datetime) -> None:
    """The file has taken its number by now."""
    found.file_number = number_of()
    found.save(update_fields=["file_number"])
    facts: dict[str, Fact] = {
        "day": found.file.day.isoformat(),
        "payment": found.reference,
        "file": found.file_number,
    }
    record(what="biller.difference_referred", about=found.file.bank.source, actor=actor, at=at, facts=facts)

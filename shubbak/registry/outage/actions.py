"""Sheets for an outage: numbers taken in advance, typed in or voided afterwards. No number is ever free.

Each is an entry from the moment it is printed, so the numbers stay 1..n whatever becomes of the sheets.
"""

import secrets
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Fact
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.registry.books.actions.annul import annul
from shubbak.registry.books.actions.enter import Numbered, enter
from shubbak.registry.books.manifest import NONCE_LENGTH, manifest_of
from shubbak.registry.books.models import Register
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.rules import OUTAGE_CHANNEL, EntryFacts, RegistryRefused
from shubbak.registry.letters.actions.arrive import write_later
from shubbak.registry.letters.rules import LetterFacts
from shubbak.registry.outage.models import OutageBlock, OutageSheet
from shubbak.registry.outage.rules import check_arrival, check_sheets


@action
def reserve_numbers(
    *, register: Register, count: int, submission_id: UUID, staff: Staff, at: datetime
) -> OutageBlock:
    """Take the next numbers of a register for sheets of paper. A repeat of the form gives the same block.

    :raises RegistryRefused: ``count_of_sheets``, ``takes_no_letters``.
    """
    check_sheets(count)
    if not register.direction:
        raise RegistryRefused("takes_no_letters")
    block, is_new = OutageBlock.objects.get_or_create(
        pk=submission_id, defaults={"register": register, "made_by": staff, "made_at": at}
    )
    if not is_new:
        return block
    calendar = calendar_of(current_agency())
    for place in range(count):
        number = _reserved(register, uuid5(submission_id, str(place)), at)
        enter(facts=number, actor=actor_of(staff), rows=lambda it: [_sheet(block, it)], calendar=calendar)
    told: dict[str, Fact] = {"block": str(block.pk), "count": count}
    record(what="registry.numbers_reserved", about=register.code, actor=actor_of(staff), at=at, facts=told)
    return block


@action
def write_sheet(
    *, sheet: OutageSheet, facts: LetterFacts, arrived_at: datetime, staff: Staff, at: datetime
) -> UUID:
    """Type in the letter that was written on a sheet, with the true time at which it came; its entry.

    What it asks for is reckoned from that time.

    :raises LetterInvalid: with a code for each field.
    :raises RegistryRefused: ``sheet_settled``, ``before_the_sheet``, ``arrival_in_the_future``.
    """
    check_arrival(arrived_at, printed_at=sheet.block.made_at, at=at)
    _settle(sheet, staff, at, arrived_at=arrived_at, channel=facts.channel)
    digest = write_later(entry=sheet.entry, facts=facts, arrived_at=arrived_at, clerk=staff, at=at)
    record(
        what="registry.sheet_written",
        about=printed_number(sheet.entry),
        actor=actor_of(staff),
        at=at,
        facts={"arrived_at": int(arrived_at.timestamp()), "manifest_sha256": digest.hex()},
    )
    return sheet.entry_id


@action
def void_sheet(*, sheet: OutageSheet, reason: str, staff: Staff, at: datetime) -> None:
    """Nothing was written on a sheet, or it was spoiled: its number is annulled, with the reason.

    :raises RegistryRefused: ``sheet_settled``, ``reason_missing``.
    """
    _settle(sheet, staff, at)
    annul(entry=sheet.entry, reason=reason, actor=actor_of(staff), at=at)


def _settle(sheet: OutageSheet, staff: Staff, at: datetime, **said: object) -> None:
    open_one = OutageSheet.objects.filter(pk=sheet.pk, settled_at=None)
    if not open_one.update(settled_at=at, settled_by=staff, **said):
        raise RegistryRefused("sheet_settled")


def _reserved(register: Register, submission_id: UUID, at: datetime) -> EntryFacts:
    manifest = manifest_of(
        nonce=secrets.token_bytes(NONCE_LENGTH), service=register.code, answers={"reserved": True}, files=()
    )
    return EntryFacts(
        id=uuid4(),
        register=register.code,
        submission_id=submission_id,
        channel=OUTAGE_CHANNEL,
        manifest_sha256=manifest.digest(),
        receipt_id=secrets.token_bytes(8),
        at=at,
    )


def _sheet(block: OutageBlock, numbered: Numbered) -> OutageSheet:
    return OutageSheet(entry_id=numbered.entry.pk, block=block)

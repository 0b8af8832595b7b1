"""The drawer is counted, the sheet signed by a second person, the money brought to the bank."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.cashier.actions.opening import moment_of, open_shift_locked
from shubbak.payments.cashier.models import Shift
from shubbak.payments.cashier.queries import cheques_to_remit, expected_in
from shubbak.payments.cashier.rules import LOSSES, SAFE, SURPLUS, CashierRefused, counted, drawer_of
from shubbak.payments.ledger.actions import move, take_numbers
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of


@action
def close_shift(
    *,
    shift_id: UUID,
    pieces: Mapping[int, int],
    explanation: str,
    staff: Staff,
    is_head: bool,
    at: datetime,
) -> Shift:
    """Count the drawer and empty it into the safe. What is missing is a loss, what is too much a surplus.

    :raises CashierRefused: ``no_shift``, ``not_yours``, ``explain``: the count differs and nobody says why.
    """
    shift = open_shift_locked(shift_id)
    if shift.cashier_id != staff.pk and not is_head:
        raise CashierRefused("not_yours")
    shift.expected, shift.counted = expected_in(shift), counted(pieces)
    shift.explanation = explanation.strip()[:500]
    if shift.difference and not shift.explanation:
        raise CashierRefused("explain")
    shift.pieces = {str(value): number for value, number in pieces.items() if number}
    shift.closed_at, shift.closed_by = at, staff
    shift.year = moment_of(at).day.year
    actor, drawer = actor_of(staff), drawer_of(shift.till.code)
    _move(shift, drawer, LOSSES, -shift.difference, actor, at)
    _move(shift, SURPLUS, drawer, shift.difference, actor, at)
    _move(shift, drawer, SAFE, shift.counted, actor, at)
    shift.serial = take_numbers(code=f"closing:{shift.till.code}", year=shift.year)[0]
    shift.save()
    told: dict[str, Fact] = {"counted": shift.counted, "difference": shift.difference}
    private = {"explanation": shift.explanation} if shift.explanation else {}
    record(what="cashier.closed", about=shift.number, actor=actor, at=at, facts=told, private=private)
    return shift


@action
def sign_shift(*, shift_id: UUID, staff: Staff, at: datetime) -> Shift:
    """A second person has counted too, and answers for the sheet.

    :raises CashierRefused: ``not_closed``, ``signed_before``, ``another_person``.
    """
    shift = _closed(shift_id)
    if shift.signed_at:
        raise CashierRefused("signed_before")
    if staff.pk in (shift.cashier_id, shift.closed_by_id):
        raise CashierRefused("another_person")
    shift.signed_at, shift.signed_by = at, staff
    shift.save(update_fields=["signed_at", "signed_by"])
    record(what="cashier.signed", about=shift.number, actor=actor_of(staff), at=at)
    return shift


@action
def remit_shift(*, shift_id: UUID, bank: str, slip: str, staff: Staff, at: datetime) -> Shift:
    """What was taken is brought to the bank (an account of the body, ``bank:attijari``); the float stays.

    :raises CashierRefused: ``not_closed``, ``not_signed``, ``remitted_before``, ``slip_missing``.
    """
    shift = _closed(shift_id)
    if not shift.signed_at:
        raise CashierRefused("not_signed")
    if shift.remitted_at:
        raise CashierRefused("remitted_before")
    if not slip.strip() or not bank:
        raise CashierRefused("slip_missing")
    actor = actor_of(staff)
    cash, cheques = max((shift.counted or 0) - shift.opened_with, 0), cheques_to_remit(shift)
    _move(shift, SAFE, bank, cash, actor, at)
    _move(shift, "cheques", bank, cheques, actor, at)
    shift.remitted_at, shift.remitted_by = at, staff
    shift.remitted_to, shift.slip = bank, slip.strip()[:40]
    shift.save(update_fields=["remitted_at", "remitted_by", "remitted_to", "slip"])
    told: dict[str, Fact] = {"cash": cash, "cheques": cheques, "slip": shift.slip}
    record(what="cashier.remitted", about=shift.number, actor=actor, at=at, facts=told)
    return shift


def _closed(shift_id: UUID) -> Shift:
    held = Shift.objects.select_for_update(no_key=True, of=("self",)).select_related("till")
    shift = held.get(pk=shift_id)
    if shift.closed_at is None:
        raise CashierRefused("not_closed")
    return shift


def _move(shift: Shift, out_of: str, into: str, amount: int, actor: Actor, at: datetime) -> None:
    if amount > 0:
        move(
            out_of=out_of,
            into=into,
            amount=amount,
            currency=shift.till.currency,
            about=f"shift:{shift.pk}",
            actor=actor,
            moment=moment_of(at),
        )

"""Tills, and who begins at them with how much."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.foundation.localized import Localized
from shubbak.journal.actions import action, record
from shubbak.payments.cashier.models import Shift, Till
from shubbak.payments.cashier.rules import SAFE, CashierRefused, counted, drawer_of
from shubbak.payments.ledger.actions import move
from shubbak.payments.ledger.actions.book import Moment
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of


@action
def make_till(*, code: str, name: Localized, staff: Staff, at: datetime) -> Till:
    """:raises CashierRefused: ``till_known``."""
    till, is_new = Till.objects.get_or_create(
        code=code, defaults={"name": dict(name), "currency": current_agency().currency}
    )
    if not is_new:
        raise CashierRefused("till_known")
    record(what="cashier.till_made", about=code, actor=actor_of(staff), at=at)
    return till


@action
def end_till(*, till_id: int, staff: Staff, at: datetime) -> None:
    """Nobody begins at it any more.

    :raises CashierRefused: ``no_such_till``, ``till_in_use``.
    """
    till = _the_till(till_id)
    if till.shifts.filter(closed_at=None).exists():
        raise CashierRefused("till_in_use")
    till.ended_at = at
    till.save(update_fields=["ended_at"])
    record(what="cashier.till_ended", about=till.code, actor=actor_of(staff), at=at)


@action
def open_shift(*, till_id: int, pieces: Mapping[int, int], staff: Staff, at: datetime) -> Shift:
    """Begin at a till with a float out of the safe, as it was counted.

    :raises CashierRefused: ``no_such_till``, ``till_in_use``, ``shift_open``.
    """
    till, opened_with = _the_till(till_id), counted(pieces)
    if Shift.objects.filter(cashier=staff, closed_at=None).exists():
        raise CashierRefused("shift_open")
    if till.shifts.filter(closed_at=None).exists():
        raise CashierRefused("till_in_use")
    shift = Shift.objects.create(till=till, cashier=staff, opened_with=opened_with, opened_at=at)
    actor = actor_of(staff)
    if opened_with:
        move(
            out_of=SAFE,
            into=drawer_of(till.code),
            amount=opened_with,
            currency=till.currency,
            about=f"shift:{shift.pk}",
            actor=actor,
            moment=moment_of(at),
        )
    record(what="cashier.opened", about=till.code, actor=actor, at=at, facts={"float": opened_with})
    return shift


def moment_of(at: datetime) -> Moment:
    return Moment(at, in_its_zone(at).date())


def open_shift_locked(shift_id: UUID) -> Shift:
    """The shift, held until the commit: what happens at one till happens in order.

    :raises CashierRefused: ``no_shift``.
    """
    held = Shift.objects.select_for_update(no_key=True, of=("self",)).select_related("till")
    shift = held.filter(pk=shift_id, closed_at=None).first()
    if shift is None:
        raise CashierRefused("no_shift")
    return shift


def _the_till(till_id: int) -> Till:
    """Held, so that no two people begin at it."""
    till = Till.objects.select_for_update().filter(pk=till_id, ended_at=None).first()
    if till is None:
        raise CashierRefused("no_such_till")
    return till

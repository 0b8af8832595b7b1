"""Limits of a bank, and the end of its shutting: proposed by one person, put in force by another.

Withdrawing a key takes one alone (`banks.withdraw_key`): it is the stop of an emergency, and lets nobody in.
"""

from datetime import datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.biller.actions.banks import put_in_force
from shubbak.payments.biller.models import Bank, Change
from shubbak.payments.biller.rules import BillerRefused


@action
def propose_limits(
    *, bank: Bank, cut_off: int, per_minute: int, unknown_per_hour: int, actor: Actor, at: datetime
) -> Change:
    """:raises BillerRefused: ``bank_waits``, ``proposed_before``, ``nothing_changes``."""
    fresh = _held(bank)
    limits = {"cut_off": cut_off, "per_minute": per_minute, "unknown_per_hour": unknown_per_hour}
    if all(getattr(fresh, name) == value for name, value in limits.items()):
        raise BillerRefused("nothing_changes")
    if fresh.changes.filter(in_force_at=None, ends=None).exists():
        raise BillerRefused("proposed_before")
    told: dict[str, Fact] = {**limits}
    record(what="biller.limits_proposed", about=fresh.source, actor=actor, at=at, facts=told)
    return Change.objects.create(bank=fresh, proposed_by=actor.id, proposed_at=at, **limits)


@action
def propose_reopening(*, bank: Bank, actor: Actor, at: datetime) -> Change:
    """It shall look numbers up again before the hour is over.

    :raises BillerRefused: ``bank_waits``, ``not_shut``, ``proposed_before``.
    """
    fresh = _held(bank)
    if fresh.shut_until is None or fresh.shut_until <= at:
        raise BillerRefused("not_shut")
    if fresh.changes.filter(in_force_at=None, ends=fresh.shut_until).exists():
        raise BillerRefused("proposed_before")
    record(what="biller.reopening_proposed", about=fresh.source, actor=actor, at=at)
    return Change.objects.create(bank=fresh, proposed_by=actor.id, proposed_at=at, ends=fresh.shut_until)


@action
def approve_change(*, change_id: int, actor: Actor, at: datetime) -> Change:
    """Put in force what somebody else proposed.

    :raises BillerRefused: ``decided_before``, ``same_person``, ``not_shut``: the hour is over.
    """
    waiting = Change.objects.select_for_update(of=("self",)).filter(pk=change_id, in_force_at=None).first()
    change = put_in_force(waiting, actor, at)
    bank = _held(change.bank)
    if change.ends and (bank.shut_until != change.ends or change.ends <= at):
        raise BillerRefused("not_shut")
    for name, value in change.practice.items():
        setattr(bank, name, value)
    bank.save(update_fields=list(change.practice))
    told: dict[str, Fact] = {"changed": " ".join(sorted(change.practice))}
    record(what="biller.change_approved", about=bank.source, actor=actor, at=at, facts=told)
    return change


@action
def drop_change(*, change_id: int, actor: Actor, at: datetime) -> None:
    """Nothing is changed.

    :raises BillerRefused: ``decided_before``.
    """
    waiting = Change.objects.select_for_update(of=("self",)).select_related("bank")
    change = waiting.filter(pk=change_id, in_force_at=None).first()
    if change is None:
        raise BillerRefused("decided_before")
    record(what="biller.change_dropped", about=change.bank.source, actor=actor, at=at)
    change.delete()


def _held(bank: Bank) -> Bank:
    """Its row, locked: of two who propose at once the second finds the first."""
    fresh = Bank.objects.select_for_update().get(pk=bank.pk)
    if fresh.is_waiting:
        raise BillerRefused("bank_waits")
    return fresh

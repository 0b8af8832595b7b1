"""Meters that are paid for before, their keys, and what the body set."""

from datetime import date, datetime
from uuid import UUID

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.utility.prepaid.sts.meters import MeterConfiguration
from shubbak.utility.prepaid.sts.module import TokenResult
from shubbak.utility.prepaid.vending import models
from shubbak.utility.prepaid.vending.models import MeterKeys, PrepaidMeter, Sale, Token
from shubbak.utility.prepaid.vending.modules import InUse, module_in_use
from shubbak.utility.prepaid.vending.queries import keys_of
from shubbak.utility.prepaid.vending.rules import ModuleAway, Practice, VendingRefused
from shubbak.utility.subscriptions.models import Meter
from shubbak.utility.subscriptions.rules import Commodity

_AMOUNTS = ("least", "most", "arrears_percent", "lent")


@action
def enrol_meter(
    *, meter: Meter, keys: MeterConfiguration, on: date, actor: Actor, at: datetime
) -> PrepaidMeter:
    """Write down a meter that takes tokens, with what its keys are made of.

    :raises VendingRefused: ``not_prepaid``, ``known_meter``.
    """
    if meter.kind != Meter.Kind.PREPAID or meter.commodity == Commodity.SEWERAGE:
        raise VendingRefused("not_prepaid")
    if PrepaidMeter.objects.filter(pan=str(keys.pan)).exists() or hasattr(meter, "prepaid"):
        raise VendingRefused("known_meter")
    enrolled: PrepaidMeter = PrepaidMeter.objects.create(meter=meter, pan=str(keys.pan), since=on)
    _write_keys(enrolled, keys, 0, at)
    facts: dict[str, Fact] = {
        "group": keys.supply_group,
        "revision": keys.key_revision,
    }
    record(what="vending.enrolled", about=f"meter:{enrolled.drn}", actor=actor, at=at, facts=facts)
    return enrolled


def change_keys(
    *,
    meter: PrepaidMeter,
    new: MeterConfiguration,
    key: UUID,
    actor: Actor,
    at: datetime,
    in_use: InUse | None = None,
) -> MeterKeys:
    """The meter's next keys, with the tokens that tell it. `key` is the asker's, so a repeat is the same one.

    They are shown before the first credit under the new keys.

    :raises VendingRefused: ``no_change``, ``no_module``, ``sale_pending``, ``keys_moved_on``.
    :raises TokenRefused: if the module refuses.
    """
    if known := MeterKeys.objects.filter(pk=key, meter=meter).first():
        return known
    old, used = keys_of(meter), in_use or module_in_use()
    if used is None:
        raise VendingRefused("no_module")
    if new == old.configuration():
        raise VendingRefused("no_change")
    try:
        result = used.module.issue_key_change(
            message_id=f"keys-{key}",
            old=old.configuration(),
            new=new,
            with_group=new.supply_group != old.supply_group,
        )
    except ModuleAway as error:
        raise VendingRefused("no_module") from error
    return _keep_keys(old=old, new=new, key=key, result=result, actor=actor, at=at)


@action
def set_practice(
    *, commodity: Commodity, practice: Practice, on: date, actor: Actor, at: datetime
) -> models.Practice:
    """What holds for purchases of a commodity from a day on, by the operator's hand."""
    kept: models.Practice = models.Practice.objects.create(
        commodity=commodity, starts=on, in_force_at=at, **_amounts(practice)
    )
    about, facts = f"vending:{commodity}", _facts(kept)
    record(what="vending.practice_set", about=about, actor=actor, at=at, facts=facts)
    return kept


@action
def propose_practice(
    *, commodity: Commodity, practice: Practice, on: date, actor: Actor, at: datetime
) -> models.Practice:
    """As `set_practice`; it holds once somebody else has put it in force."""
    kept: models.Practice = models.Practice.objects.create(
        commodity=commodity, starts=on, proposed_by=actor.id, **_amounts(practice)
    )
    about, facts = f"vending:{commodity}", _facts(kept)
    record(what="vending.practice_proposed", about=about, actor=actor, at=at, facts=facts)
    return kept


@action
def approve_practice(*, practice_id: int, today: date, actor: Actor, at: datetime) -> models.Practice:
    """Put in force what somebody else proposed, before its first day is over.

    :raises VendingRefused: ``decided_before``, ``same_person``, ``day_over``.
    """
    waiting = _waiting(practice_id)
    if waiting.proposed_by == actor.id:
        raise VendingRefused("same_person")
    if waiting.starts < today:
        raise VendingRefused("day_over")
    waiting.approved_by, waiting.in_force_at = actor.id, at
    waiting.save(update_fields=["approved_by", "in_force_at"])
    about, facts = f"vending:{waiting.commodity}", _facts(waiting)
    record(what="vending.practice_approved", about=about, actor=actor, at=at, facts=facts)
    return waiting


@action
def drop_practice(*, practice_id: int, actor: Actor, at: datetime) -> None:
    """What was proposed and never in force is not kept.

    :raises VendingRefused: ``decided_before``.
    """
    waiting = _waiting(practice_id)
    about, facts = f"vending:{waiting.commodity}", _facts(waiting)
    waiting.delete()
    record(what="vending.practice_dropped", about=about, actor=actor, at=at, facts=facts)


def _waiting(practice_id: int) -> models.Practice:
    held = models.Practice.objects.select_for_update().filter(pk=practice_id, in_force_at=None).first()
    if held is None:
        raise VendingRefused("decided_before")
    return held


def _amounts(practice: Practice) -> dict[str, int]:
    return {name: getattr(practice, name) for name in _AMOUNTS}


def _facts(kept: models.Practice) -> dict[str, Fact]:
    return {**{name: getattr(kept, name) for name in _AMOUNTS}, "on": kept.starts.isoformat()}


@action
def _keep_keys(
    *, old: MeterKeys, new: MeterConfiguration, key: UUID, result: TokenResult, actor: Actor, at: datetime
) -> MeterKeys:
    meter = PrepaidMeter.objects.select_for_update(no_key=True).get(pk=old.meter_id)
    if known := MeterKeys.objects.filter(pk=key).first():
        return known
    if keys_of(meter).pk != old.pk:
        raise VendingRefused("keys_moved_on")
    if meter.sales.filter(state=Sale.State.PAID, tid__isnull=False).exists():
        raise VendingRefused("sale_pending")
    written = _write_keys(meter, new, old.rank + 1, at, key)
    if new.base != old.base:
        meter.last_tid = None
        meter.save(update_fields=["last_tid"])
    for rank, digits in enumerate(result.tokens):
        Token.objects.create(
            meter=meter,
            keys=written,
            kind=Token.Kind.KEY_CHANGE,
            rank=rank,
            digits=digits,
            base=old.base,
            message_id=result.message_id,
            is_test=result.test,
            made_at=at,
        )
    facts: dict[str, Fact] = {"group": new.supply_group, "revision": new.key_revision, "base": int(new.base)}
    record(what="vending.keys_changed", about=f"meter:{meter.drn}", actor=actor, at=at, facts=facts)
    return written


def _write_keys(
    meter: PrepaidMeter, keys: MeterConfiguration, rank: int, at: datetime, key: UUID | None = None
) -> MeterKeys:
    written: MeterKeys = MeterKeys.objects.create(
        **({"id": key} if key else {}),
        meter=meter,
        rank=rank,
        starts=at,
        derivation=keys.derivation.value,
        cipher=keys.cipher.value,
        supply_group=keys.supply_group,
        tariff_index=keys.tariff_index,
        key_revision=keys.key_revision,
        key_expiry=keys.key_expiry,
        key_type=int(keys.key_type),
        base=int(keys.base),
    )
    return written

"""Meters of a running contract: one more beside those that stand, another in the place of one."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.utility.metering.models import Reading
from shubbak.utility.subscriptions.actions import exchange_meter, fit_meter, meter_of_store
from shubbak.utility.subscriptions.models import Contract, Fitting, Meter
from shubbak.utility.subscriptions.rules import Commodity, SubscriptionRefused


class Why(StrEnum):
    """For what reason a meter is exchanged."""

    ROUTINE = "routine"
    STOPPED = "stopped"
    BROKEN = "broken"
    UNREADABLE = "unreadable"
    CALIBRE = "calibre"


@dataclass(frozen=True, slots=True)
class PutUp:
    """A meter that somebody put up: what it shows, in thousandths, on that day."""

    serial: str
    dials: int
    index: int
    on: date


@action
def add_meter(*, contract: Contract, put_up: PutUp, actor: Actor, at: datetime) -> Fitting:
    """One more meter counts for a contract from a day on: day and night, two branches. Its bills add them up.

    :raises SubscriptionRefused: ``contract_closed``, ``no_meters`` where none stands, ``before_it_began``,
    ``not_yet``, ``prepaid_meter``; as :func:`fit_meter`.
    """
    running = _running(contract, put_up.on, at)
    if not running.point.fittings.filter(ends=None).exists():
        raise SubscriptionRefused("no_meters")
    meter = _stored(running, put_up, actor, at)
    fitted = fit_meter(point=running.point, meter=meter, on=put_up.on, index=put_up.index, actor=actor, at=at)
    record(what="metering.added", about=_about(running), actor=actor, at=at, facts=_facts(fitted))
    return fitted


@action
def put_another(
    *, contract: Contract, fitting: int, index_out: int, put_up: PutUp, why: Why, actor: Actor, at: datetime
) -> Fitting:
    """Another meter stands in the place of one (its fitting's key) from a day on; what both counted is one
    consumption, billed together. `index_out` in thousandths.

    :raises SubscriptionRefused: ``already_removed``, ``same_meter``, ``below`` the last index that was read,
    ``read_since`` where the old meter was read after it; as :func:`add_meter` and :func:`exchange_meter`.
    """
    running = _running(contract, put_up.on, at)
    old = running.point.fittings.select_for_update().filter(pk=fitting, ends=None).first()
    if old is None:
        raise SubscriptionRefused("already_removed")
    if old.meter.serial == put_up.serial:
        raise SubscriptionRefused("same_meter")
    _check_old(old, index_out, put_up.on)
    meter = _stored(running, put_up, actor, at)
    fitted = exchange_meter(
        fitting=old,
        index_out=index_out,
        meter=meter,
        index_in=put_up.index,
        on=put_up.on,
        actor=actor,
        at=at,
    )
    told: dict[str, Fact] = {**_facts(fitted), "old": old.meter.serial, "out": index_out, "why": why.value}
    record(what="metering.exchanged", about=_about(running), actor=actor, at=at, facts=told)
    return fitted


def _running(contract: Contract, on: date, at: datetime) -> Contract:
    found: Contract = (
        Contract.objects.select_for_update(of=("self",)).select_related("point").get(pk=contract.pk)
    )
    if found.ends is not None:
        raise SubscriptionRefused("contract_closed")
    if on < found.starts:
        raise SubscriptionRefused("before_it_began")
    if on > in_its_zone(at).date():
        raise SubscriptionRefused("not_yet")
    return found


def _check_old(old: Fitting, index_out: int, on: date) -> None:
    """A prepaid meter goes by its own way; an index that was read stands."""
    if old.meter.kind == Meter.Kind.PREPAID:
        raise SubscriptionRefused("prepaid_meter")
    read = Reading.objects.filter(
        meter=old.meter_id, state=Reading.State.ACCEPTED, read_on__gte=old.starts
    ).order_by("read_on", "taken_at")
    if read.filter(read_on__gt=on).exists():
        raise SubscriptionRefused("read_since")
    last = read.exclude(source="estimate").last()
    if index_out < (last.index if last else old.index_in):
        raise SubscriptionRefused("below")


def _stored(contract: Contract, put_up: PutUp, actor: Actor, at: datetime) -> Meter:
    meter = meter_of_store(
        serial=put_up.serial,
        commodity=Commodity(contract.point.commodity),
        dials=put_up.dials,
        actor=actor,
        at=at,
    )
    if meter.kind == Meter.Kind.PREPAID:
        raise SubscriptionRefused("prepaid_meter")
    return meter


def _facts(fitted: Fitting) -> dict[str, Fact]:
    return {"meter": fitted.meter.serial, "index": fitted.index_in, "on": fitted.starts.isoformat()}


def _about(contract: Contract) -> str:
    return f"contract:{contract.number}"

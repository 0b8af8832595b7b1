"""Places and the meters that stand in them."""

from datetime import date, datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.people.models import Unit
from shubbak.utility.subscriptions.models import Fitting, Meter, ServicePoint
from shubbak.utility.subscriptions.rules import Commodity, Site, SubscriptionRefused


@action
def describe_point(*, site: Site, unit: Unit | None = None, actor: Actor, at: datetime) -> ServicePoint:
    """Write down a place, or put right what is known of it; its commodity never changes.

    :raises SubscriptionRefused: ``other_commodity``.
    """
    known = ServicePoint.objects.filter(code=site.code).first()
    if known and known.commodity != site.commodity:
        raise SubscriptionRefused("other_commodity")
    told = {
        "place": site.place,
        "sector": site.sector,
        "region": site.region,
        "latitude": site.latitude,
        "longitude": site.longitude,
        "unit": unit,
    }
    point, _ = ServicePoint.objects.update_or_create(
        code=site.code, defaults=told, create_defaults={**told, "commodity": site.commodity}
    )
    record(
        what="subscriptions.point",
        about=f"point:{site.code}",
        actor=actor,
        at=at,
        facts={"commodity": point.commodity},
    )
    return point


@action
def register_meter(
    *,
    serial: str,
    commodity: Commodity,
    dials: int,
    actor: Actor,
    at: datetime,
    multiplier: int = 1,
    flow: int | None = None,
    kind: Meter.Kind = Meter.Kind.POSTPAID,
) -> Meter:
    """Write down a meter before it is fitted; `flow` in thousandths of a cubic metre an hour.

    :raises SubscriptionRefused: ``serial_known``.
    """
    if Meter.objects.filter(serial=serial).exists():
        raise SubscriptionRefused("serial_known")
    facts: dict[str, Fact] = {"commodity": commodity, "dials": dials}
    record(what="subscriptions.meter", about=f"meter:{serial}", actor=actor, at=at, facts=facts)
    return Meter.objects.create(
        serial=serial, commodity=commodity, dials=dials, multiplier=multiplier, flow=flow, kind=kind
    )


@action
def meter_of_store(*, serial: str, commodity: Commodity, dials: int, actor: Actor, at: datetime) -> Meter:
    """A meter of the store by its number, written down where nobody did; `dials` are those of a new one.

    :raises SubscriptionRefused: ``other_commodity``.
    """
    known = Meter.objects.filter(serial=serial).first()
    if known is None:
        return register_meter(serial=serial, commodity=commodity, dials=dials, actor=actor, at=at)
    if known.commodity != commodity:
        raise SubscriptionRefused("other_commodity")
    return known


@action
def fit_meter(
    *, point: ServicePoint, meter: Meter, on: date, index: int, actor: Actor, at: datetime
) -> Fitting:
    """Put a meter up, at an index in thousandths. The contract of the place keeps one meter or several.

    :raises SubscriptionRefused: ``other_commodity``, ``meter_elsewhere``, ``beyond_the_dials``.
    """
    if meter.commodity != point.commodity:
        raise SubscriptionRefused("other_commodity")
    _within_dials(meter, index)
    if Fitting.objects.filter(meter=meter, ends=None).exists():
        raise SubscriptionRefused("meter_elsewhere")
    fitting = Fitting.objects.create(point=point, meter=meter, starts=on, index_in=index)
    facts = _facts(fitting, index)
    record(what="subscriptions.meter_fitted", about=_about(fitting), actor=actor, at=at, facts=facts)
    return fitting


@action
def remove_meter(*, fitting: Fitting, on: date, index: int, actor: Actor, at: datetime) -> Fitting:
    """Take a meter down; `on` is the first day without it, `index` what it showed then.

    :raises SubscriptionRefused: ``already_removed``, ``before_it_was_fitted``, ``beyond_the_dials``.
    """
    _within_dials(fitting.meter, index)
    if on < fitting.starts:
        raise SubscriptionRefused("before_it_was_fitted")
    if not Fitting.objects.filter(pk=fitting.pk, ends=None).update(ends=on, index_out=index):
        raise SubscriptionRefused("already_removed")
    fitting.refresh_from_db()
    facts = _facts(fitting, index)
    record(what="subscriptions.meter_removed", about=_about(fitting), actor=actor, at=at, facts=facts)
    return fitting


@action
def exchange_meter(
    *, fitting: Fitting, index_out: int, meter: Meter, index_in: int, on: date, actor: Actor, at: datetime
) -> Fitting:
    """Another meter in the place of one, on one day: what both counted is one consumption.

    :raises SubscriptionRefused: as :func:`remove_meter` and :func:`fit_meter`.
    """
    removed = remove_meter(fitting=fitting, on=on, index=index_out, actor=actor, at=at)
    return fit_meter(point=removed.point, meter=meter, on=on, index=index_in, actor=actor, at=at)


def _within_dials(meter: Meter, index: int) -> None:
    if not 0 <= index < 10**meter.dials * 1000:
        raise SubscriptionRefused("beyond_the_dials")


def _about(fitting: Fitting) -> str:
    return f"point:{fitting.point.code}"


def _facts(fitting: Fitting, index: int) -> dict[str, Fact]:
    return {"meter": fitting.meter.serial, "index": index}

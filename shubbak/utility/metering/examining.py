"""A reading that somebody wants to give, looked at with all that is known of its meter."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from shubbak.utility.metering.estimating import EstimateRules, Unread, estimate
from shubbak.utility.metering.history import previous
from shubbak.utility.metering.known import Known
from shubbak.utility.metering.models import Campaign, Reading
from shubbak.utility.metering.queries import estimating_on, thresholds_on
from shubbak.utility.metering.rules import Intake, Said
from shubbak.utility.metering.validation.checking import examine
from shubbak.utility.metering.validation.shapes import Examined, Finding, Neighbour, NewReading, Source
from shubbak.utility.tariffs.shelf import tariffs_named
from shubbak.utility.tariffs.steps import main_component, steps_of
from shubbak.utility.tariffs.tariff import NoPrice

ALIKE = 5
"""So many other meters of which the same index was read are looked at."""


def findings_of(
    known: Known,
    said: Said,
    intake: Intake,
    today: date,
    *,
    beside: Sequence[Known] = (),
    campaign: Campaign | None = None,
) -> tuple[Finding, ...]:
    """What the rules say of an index, before anything is written. `beside`: the contract's other meters."""
    commodity = known.contract.point.commodity
    estimating = estimating_on(commodity, today)
    now = known.mark_of(intake.period)
    bounds, bound_days = _bounds(known, said.read_on)
    seen = Examined(
        meter=known.meter,
        supply=known.supply,
        reading=_new_reading(known, said, intake, campaign, estimating),
        before=known.before(intake.period).taken,
        today=today,
        same_day=known.taken_on(said.read_on),
        period_taken=now.index if now and not now.estimated else None,
        spans=known.spans(),
        advances=known.advances(intake.period),
        class_mean=estimating.setting_class_mean,
        neighbours=(*_neighbours(beside, intake.period), *_alike(known, said, intake.period)),
        bounds=bounds,
        bound_days=bound_days,
        limits=thresholds_on(commodity, today),
    )
    return examine(seen)


def unread(known: Known, period: str, on: date, said_by_customer: int | None = None) -> Unread:
    """A meter as it is estimated for a period."""
    last, supply, meter = known.last(period), known.supply, known.fitting.meter
    return Unread(
        dials=meter.dials,
        multiplier=meter.multiplier,
        last_on=last.on,
        last_index=last.index,
        on=on,
        spans=known.spans(),
        in_a_row=len(known.advances(period)),
        an_hour=supply.an_hour,
        said_by_customer=said_by_customer,
        supplied=not (supply.cut_on and supply.cut_on <= last.on),
    )


def _new_reading(
    known: Known, said: Said, intake: Intake, campaign: Campaign | None, rules: EstimateRules
) -> NewReading:
    expected = None
    if intake.source is Source.SELF:
        asked = replace(unread(known, intake.period, said.read_on), in_a_row=0)
        expected = estimate(asked, rules)
    return NewReading(
        on=said.read_on,
        index=said.index,
        source=intake.source,
        said_multiplier=said.said_multiplier,
        said_unit=said.said_unit,
        registers=said.registers,
        intervals=said.intervals,
        window=(campaign.opens, campaign.closes) if campaign else None,
        forecast=expected.index if expected else None,
    )


def _neighbours(beside: Sequence[Known], period: str) -> Iterator[Neighbour]:
    """The other meters of a contract, whose index may stand in the wrong box."""
    for other in beside:
        lately = previous(other.spans())
        if lately:
            yield Neighbour(other.fitting.meter.serial, other.before(period).index, lately.a_day)


def _alike(known: Known, said: Said, period: str) -> Iterator[Neighbour]:
    """Meters elsewhere of which the very same index was read in this period, with the one before."""
    commodity, meter = known.contract.point.commodity, known.fitting.meter_id
    same = Reading.objects.filter(period=period, index=said.index, meter__commodity=commodity)
    for other in same.exclude(meter=meter).select_related("meter").order_by("id")[:ALIKE]:
        earlier = Reading.objects.filter(
            meter=other.meter_id, state=Reading.State.ACCEPTED, period__lt=period
        )
        before = earlier.order_by("-read_on").values_list("index", flat=True).first()
        if before is not None:
            yield Neighbour(other.meter.serial, before, 0, other.index)


def _bounds(known: Known, on: date) -> tuple[tuple[int, ...], int]:
    """Where the bands of the first tariff end, and in how many days."""
    codes = known.terms.tariffs if known.terms else []
    return _bounds_of(codes[0], on) if codes else ((), 30)


@lru_cache(maxsize=512)
def _bounds_of(code: str, on: date) -> tuple[tuple[int, ...], int]:
    try:
        component = next((main_component(tariff.on(on)) for tariff in tariffs_named([code])), None)
    except NoPrice:
        component = None
    if component is None:
        return (), 30
    steps = steps_of(component, component.reference_days)
    return tuple(step.up_to for step in steps if step.up_to is not None), component.reference_days

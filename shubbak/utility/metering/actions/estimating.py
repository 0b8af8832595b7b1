"""Meters that nobody read in a period are estimated, two periods in a row at most."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.utility.metering.estimating import TooManyEstimates, estimate
from shubbak.utility.metering.examining import unread
from shubbak.utility.metering.known import Known, known_of
from shubbak.utility.metering.models import Reading
from shubbak.utility.metering.queries import estimating_on, unread_in
from shubbak.utility.metering.rules import first_day_of
from shubbak.utility.metering.validation.shapes import Source
from shubbak.utility.subscriptions.models import Contract

AT_ONCE = 500
"""Contracts whose meters are read from the database together."""


@dataclass
class Estimated:
    """How many were estimated; `to_visit` are serials of meters that somebody has to go to."""

    count: int = 0
    to_visit: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


@action
def estimate_missing(*, period: str, sector: str, on: date, actor: Actor, at: datetime) -> Estimated:
    """Estimate each meter of a sector (none: of all) of which nothing counts in a period, as on a day.

    Again, it finds nothing left to do. A reading that comes later takes the place of the estimate.

    :raises ReadingRefused: ``no_period``.
    """
    first_day_of(period)
    made, contracts = Estimated(), list(unread_in(period, sector, on))
    for start in range(0, len(contracts), AT_ONCE):
        _estimate_some(contracts[start : start + AT_ONCE], period, on, at, made)
    facts: dict[str, Fact] = {"sector": sector, "size": made.count, "to_visit": len(made.to_visit)}
    record(what="metering.estimated", about=f"period:{period}", actor=actor, at=at, facts=facts)
    return made


def _estimate_some(
    contracts: Sequence[Contract], period: str, on: date, at: datetime, made: Estimated
) -> None:
    known = [each for each in known_of(contracts, on) if each.fitting.ends is None]
    said = _said_by_customers([each.fitting.meter_id for each in known], period)
    rules = {commodity: estimating_on(commodity, on) for commodity in {_commodity(each) for each in known}}
    readings = []
    for each in known:
        if each.mark_of(period) or each.last(period).on >= on:
            continue
        try:
            asked = unread(each, period, on, said.get(each.fitting.meter_id))
            taken = estimate(asked, rules[_commodity(each)])
        except TooManyEstimates:
            made.to_visit.append(each.fitting.meter.serial)
            continue
        if taken is None:
            made.unknown.append(each.fitting.meter.serial)
        else:
            readings.append(_reading(each, period, on, at, taken.index, taken.way.value))
    made.count += len(Reading.objects.bulk_create(readings))


def _reading(known: Known, period: str, on: date, at: datetime, index: int, way: str) -> Reading:
    return Reading(
        contract=known.contract,
        meter=known.fitting.meter,
        period=period,
        read_on=on,
        index=index,
        source=Source.ESTIMATE,
        state=Reading.State.ACCEPTED,
        way=way,
        taken_at=at,
    )


def _said_by_customers(meters: Sequence[int], period: str) -> dict[int, int]:
    """What people said of their meters in this period, which nobody has accepted yet."""
    waiting = Reading.objects.filter(
        meter__in=meters, period=period, source=Source.SELF, state=Reading.State.REVIEW
    )
    return dict(waiting.order_by("taken_at").values_list("meter", "index"))


def _commodity(known: Known) -> str:
    return str(known.contract.point.commodity)

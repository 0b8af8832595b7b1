"""What is known of fitted meters, read for many of them at once: their readings, contracts, terms, cuts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from shubbak.utility.metering.counting import Span, counted
from shubbak.utility.metering.extension import cuts_on
from shubbak.utility.metering.models import Reading
from shubbak.utility.metering.validation.shapes import FittedMeter, Supply, Taken
from shubbak.utility.subscriptions.models import Contract, Fitting, Terms
from shubbak.utility.subscriptions.rules import Commodity

UNITS = {Commodity.ELECTRICITY.value: "kWh", Commodity.WATER.value: "m3", Commodity.SEWERAGE.value: "m3"}


@dataclass(frozen=True)
class Mark:
    """An index that counts, of a meter that stands somewhere: put up, read, estimated, taken down."""

    on: date
    index: int
    period: str = ""
    estimated: bool = False

    @property
    def taken(self) -> Taken:
        return Taken(self.on, self.index, self.estimated)


@dataclass(frozen=True)
class Known:
    """A meter of a contract, with its marks in order. `earlier`: what the meters before it there counted."""

    contract: Contract
    fitting: Fitting
    terms: Terms | None
    marks: Sequence[Mark]
    earlier: Sequence[Span] = field(default_factory=tuple)
    cut_on: date | None = None

    @property
    def meter(self) -> FittedMeter:
        meter = self.fitting.meter
        return FittedMeter(
            serial=meter.serial,
            dials=meter.dials,
            fitted_on=self.fitting.starts,
            removed_on=self.fitting.ends,
            multiplier=meter.multiplier,
            unit=UNITS[meter.commodity],
        )

    @property
    def supply(self) -> Supply:
        """A power in VA is thousandths of a kilowatt-hour an hour; a flow is a meter's own."""
        meter = self.fitting.meter
        by_power = meter.commodity == Commodity.ELECTRICITY
        power = self.terms.power_va if self.terms else None
        return Supply(
            opened_on=self.contract.starts,
            closed_on=self.contract.ends,
            cut_on=self.cut_on,
            an_hour=power if by_power else meter.flow,
        )

    def before(self, period: str) -> Mark:
        """The last index that somebody took, outside this period."""
        return [mark for mark in self.marks if not mark.estimated and mark.period != period][-1]

    def last(self, period: str) -> Mark:
        """The last index that counts, taken or estimated, outside this period."""
        return [mark for mark in self.marks if mark.period != period][-1]

    def used_until(self, index: int, period: str) -> int:
        """What an index of this period says was used since the last one that somebody took."""
        meter = self.fitting.meter
        return counted(self.before(period).index, index, meter.dials) * meter.multiplier

    def mark_of(self, period: str) -> Mark | None:
        return next((mark for mark in self.marks if mark.period == period), None)

    def taken_on(self, day: date) -> int | None:
        """What somebody read on a day."""
        read = (mark for mark in self.marks if mark.period and not mark.estimated)
        return next((mark.index for mark in read if mark.on == day), None)

    def spans(self) -> tuple[Span, ...]:
        """What was used between two indexes that somebody took, oldest first."""
        real = [mark for mark in self.marks if not mark.estimated]
        return (*self.earlier, *(self._span(one, other) for one, other in pairwise(real)))

    def advances(self, period: str) -> tuple[Span, ...]:
        """What was estimated since the last index that somebody took."""
        before = self.before(period)
        since = [
            mark for mark in self.marks if mark.estimated and mark.on > before.on and mark.period != period
        ]
        return tuple(self._span(one, other) for one, other in pairwise([before, *since]))

    def _span(self, one: Mark, other: Mark) -> Span:
        meter = self.fitting.meter
        used = counted(one.index, other.index, meter.dials) * meter.multiplier
        return Span(one.on, other.on, used, other.estimated)


def known_of(contracts: Iterable[Contract], day: date) -> list[Known]:
    """The meters that stand on a day at the places of these contracts, however many, by few questions."""
    by_point = {contract.point_id: contract for contract in contracts}
    fittings = list(Fitting.objects.filter(point__in=by_point, starts__lte=day).select_related("meter"))
    standing = [fitting for fitting in fittings if fitting.ends is None or fitting.ends >= day]
    marks = _marks(fittings)
    terms = {held.contract_id: held for held in Terms.objects.filter(contract__in=by_point.values()).on(day)}
    cuts = cuts_on((contract.pk for contract in by_point.values()), day)
    found = []
    for fitting in standing:
        contract = by_point[fitting.point_id]
        earlier = _earlier(fitting, fittings, marks, contract, terms.get(contract.pk))
        found.append(
            Known(
                contract=contract,
                fitting=fitting,
                terms=terms.get(contract.pk),
                marks=marks[fitting.pk],
                earlier=earlier,
                cut_on=cuts.get(contract.pk),
            )
        )
    return sorted(found, key=lambda known: known.fitting.meter.serial)


def _marks(fittings: Sequence[Fitting]) -> dict[int, list[Mark]]:
    """The indexes of each fitting, from the day it was put up to the day it was taken down."""
    taken = Reading.objects.filter(
        meter__in={fitting.meter_id for fitting in fittings}, state=Reading.State.ACCEPTED
    ).order_by("read_on", "taken_at")
    by_meter: Mapping[int, list[Reading]] = _grouped(taken)
    marks = {}
    for fitting in fittings:
        own = [
            Mark(reading.read_on, reading.index, reading.period, reading.is_estimate)
            for reading in by_meter.get(fitting.meter_id, ())
            if reading.read_on >= fitting.starts and (fitting.ends is None or reading.read_on <= fitting.ends)
        ]
        ends = [Mark(fitting.ends, fitting.index_out or 0)] if fitting.ends else []
        marks[fitting.pk] = [Mark(fitting.starts, fitting.index_in), *own, *ends]
    return marks


def _grouped(readings: Iterable[Reading]) -> dict[int, list[Reading]]:
    grouped = defaultdict(list)
    for reading in readings:
        grouped[reading.meter_id].append(reading)
    return grouped


def _earlier(
    fitting: Fitting,
    fittings: Sequence[Fitting],
    marks: Mapping[int, Sequence[Mark]],
    contract: Contract,
    terms: Terms | None,
) -> tuple[Span, ...]:
    """What the meters counted that stood there one after the other before this one."""
    before = next(
        (each for each in fittings if each.point_id == fitting.point_id and each.ends == fitting.starts), None
    )
    if before is None or before.pk == fitting.pk or before.starts >= fitting.starts:
        return ()
    older = _earlier(before, fittings, marks, contract, terms)
    return Known(contract, before, terms, marks[before.pk], older).spans()

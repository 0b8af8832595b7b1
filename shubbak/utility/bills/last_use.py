"""What the last bill of a contract counts, once the meters of its place are down."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from shubbak.utility.bills.actions.one_bill import Counted
from shubbak.utility.bills.rules import ONE_DAY
from shubbak.utility.metering.counting import counted
from shubbak.utility.metering.models import Reading
from shubbak.utility.metering.validation.shapes import Source
from shubbak.utility.subscriptions.models import Contract, Fitting, Meter
from shubbak.utility.subscriptions.queries import declared_use, is_unmetered, terms_on


def last_use(contract: Contract, last: date) -> Counted:
    """What each meter counted since the last bill of an index until it was taken down, on the day after the
    last one; a meter that was exchanged in between counts too. What a prepaid one counted was paid before.
    """
    billed = contract.bills.standing().filter(estimated=False).order_by("-last").first()
    first = billed.last + ONE_DAY if billed else contract.starts
    if is_unmetered(contract):
        held = terms_on(contract, last)
        told_of_it = {"volume": held.volume or 0 if held else 0}
        return Counted(first, last, declared_use(contract, first, last), told=told_of_it)
    told = {one["meter"]: one for one in billed.facts.get("readings", [])} if billed else {}
    there = contract.point.fittings.filter(starts__lte=last, ends__gte=first)
    fittings = there.filter(meter__kind=Meter.Kind.POSTPAID).select_related("meter")
    parts = [_part(fitting, first, told) for fitting in fittings.order_by("starts", "meter__serial")]
    return Counted(first, last, sum(part for part, _ in parts), [reading for _, reading in parts])


def _part(fitting: Fitting, first: date, told: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
    """What one meter counted of these days, and how it is known."""
    if fitting.ends is None or fitting.index_out is None:
        raise ValueError(f"{fitting.meter.serial} is not down")
    from_on, index = _begins(fitting, first, told)
    reading = {
        "meter": fitting.meter.serial,
        "from_on": from_on,
        "from": index,
        "to_on": (fitting.ends - ONE_DAY).isoformat(),
        "to": fitting.index_out,
        "quality": "removal",
    }
    return counted(index, fitting.index_out, fitting.meter.dials) * fitting.meter.multiplier, reading


def _begins(fitting: Fitting, first: date, told: Mapping[str, Any]) -> tuple[str, int]:
    """Where the last bill says that it ended; where none does, the last index that somebody took before."""
    if fitting.starts >= first:
        return fitting.starts.isoformat(), fitting.index_in
    if known := told.get(fitting.meter.serial):
        return known["to_on"], known["to"]
    taken = Reading.objects.filter(
        meter=fitting.meter, state=Reading.State.ACCEPTED, read_on__range=(fitting.starts, first - ONE_DAY)
    )
    read = taken.exclude(source=Source.ESTIMATE).order_by("read_on", "taken_at").last()
    return (read.read_on.isoformat(), read.index) if read else (fitting.starts.isoformat(), fitting.index_in)

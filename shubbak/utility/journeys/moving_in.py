"""A contract where a meter stands already: the effect of a step of a subscription."""

from datetime import date

from shubbak.cases.extension import Occasion
from shubbak.cases.rules import Refused
from shubbak.catalogue.spec import Effect
from shubbak.utility.journeys.details import advance_left
from shubbak.utility.journeys.opening import WHOLE, agree, the_meter
from shubbak.utility.journeys.queries import places_told
from shubbak.utility.journeys.refusing import at_field
from shubbak.utility.metering.models import Reading
from shubbak.utility.subscriptions.actions import fit_meter, remove_meter
from shubbak.utility.subscriptions.models import Contract, Fitting, Meter, ServicePoint
from shubbak.utility.subscriptions.queries import contract_of
from shubbak.utility.subscriptions.rules import Commodity
from shubbak.utility.tariffs.shelf import shelf


def subscribe(occasion: Occasion, _effect: Effect) -> None:
    """The applicant's contract at a place whose last one has ended, from the index of the day on; what was
    paid as an advance is its deposit. What was used there in between is asked of nobody.

    :raises Refused: of a place that is not known or has a contract, of an index below the last one, of a
        deposit that was not paid.
    """
    given, actor, at = occasion.facts.details, occasion.actor, occasion.at
    day, index = date.fromisoformat(given["day"]), int(given["index"]) * WHOLE
    left = advance_left(occasion.case)
    advance = int(given.get("advance") or 0) if "advance" in given else left
    if advance > left:
        raise Refused("subscriptions:not_enough_credit", field="advance")
    with at_field("serial"):
        point = free_place(given["serial"], given.get("before", ""), day)
        if point.commodity != shelf()[given["tariff"]].data["commodity"]:
            raise Refused("subscriptions:other_commodity", field="tariff")
        meter = the_meter(occasion, Commodity(point.commodity))
        last = _last_fitting(meter)
        if last and index < _last_index(last):
            raise Refused("subscriptions:below", field="index")
        if last and last.point_id == point.pk and last.ends is None:
            remove_meter(fitting=last, on=day, index=index, actor=actor, at=at)
        if Fitting.objects.filter(point=point, ends=None).exists():
            raise Refused("subscriptions:other_meter", field="serial")
        fit_meter(point=point, meter=meter, on=day, index=index, actor=actor, at=at)
    agree(occasion, point, advance)


def is_free(occasion: Occasion, _argument: str) -> bool:
    """No contract goes on at the places that the person named. A number that nobody knows is no reason."""
    named = [contract_of(number) for number, _ in places_told(occasion.case)]
    points = [contract.point_id for contract in named if contract]
    return not Contract.objects.filter(point__in=points, ends=None).exists()


def free_place(serial: str, before: str, day: date) -> ServicePoint:
    """Where the contract of that number was; without one, where the meter stands or stood last.

    :raises Refused: ``no_place``; ``place_has_contract``, also where it ends later only.
    """
    known = contract_of(before) or Fitting.objects.filter(meter__serial=serial).last()
    if known is None:
        raise Refused("subscriptions:no_place", field="serial")
    contracts = Contract.objects.filter(point=known.point_id)
    if contracts.filter(ends=None).exists() or contracts.on(day).exists():
        raise Refused("subscriptions:place_has_contract", field="serial")
    return known.point


def _last_fitting(meter: Meter) -> Fitting | None:
    return Fitting.objects.filter(meter=meter).select_related("meter", "point").last()


def _last_index(fitting: Fitting) -> int:
    """The last one that somebody took of this meter."""
    if fitting.index_out is not None:
        return fitting.index_out
    read = Reading.objects.filter(meter=fitting.meter, state=Reading.State.ACCEPTED)
    since = [each.index for each in read.filter(read_on__gte=fitting.starts) if not each.is_estimate]
    return max([fitting.index_in, *since])

"""A meter that was found false is exchanged: the effect of a step of a meter check."""

from datetime import date

from shubbak.cases.extension import Occasion
from shubbak.catalogue.spec import Effect
from shubbak.utility.journeys.changing import named
from shubbak.utility.journeys.opening import WHOLE, note, the_meter
from shubbak.utility.journeys.queries import EXCHANGED
from shubbak.utility.journeys.refusing import at_field
from shubbak.utility.subscriptions.actions import exchange_meter
from shubbak.utility.subscriptions.rules import Commodity

GIVEN = ("fitting", "index_out", "serial", "dials", "index", "day")


def is_exchanged(occasion: Occasion, _argument: str) -> bool:
    """Which meter came down at which index, and which stands there now."""
    given = occasion.facts.details
    return all(given.get(name) for name in GIVEN)


def put_another(occasion: Occasion, _effect: Effect) -> None:
    """Another meter in the place of one, on one day: what both counted is one consumption.

    :raises Refused: of a meter that stands elsewhere, an index that it cannot show.
    """
    contract, given = named(occasion), occasion.facts.details
    with at_field("serial"):
        fitting = contract.point.fittings.select_related("meter").get(pk=given["fitting"], ends=None)
        exchange_meter(
            fitting=fitting,
            index_out=int(given["index_out"]) * WHOLE,
            meter=the_meter(occasion, Commodity(contract.point.commodity)),
            index_in=int(given["index"]) * WHOLE,
            on=date.fromisoformat(given["day"]),
            actor=occasion.actor,
            at=occasion.at,
        )
    note(occasion, EXCHANGED, contract, meter=fitting.meter.serial)

"""What a bill should have counted, once its last indexes are put right."""

from collections.abc import Mapping, Sequence
from typing import Any

from shubbak.utility.bills.models import Bill
from shubbak.utility.metering.counting import counted
from shubbak.utility.subscriptions.models import Meter


def readings_of(bill: Bill) -> Sequence[dict[str, Any]]:
    """Where each meter stood, as the bill says; none of a bill that was put right by hand before."""
    return [told for told in bill.facts.get("readings") or [] if told.get("to") is not None]


def counted_anew(bill: Bill, indexes: Mapping[str, int]) -> tuple[int, list[dict[str, Any]]]:
    """The quantity and readings of a bill with other last indexes, by the number of the meter."""
    told = [{**one, "to": indexes.get(one["meter"], one["to"])} for one in readings_of(bill)]
    meters = {each.serial: each for each in Meter.objects.filter(serial__in=[one["meter"] for one in told])}
    parts = [
        counted(one["from"], one["to"], meters[one["meter"]].dials) * meters[one["meter"]].multiplier
        for one in told
    ]
    return sum(parts), told

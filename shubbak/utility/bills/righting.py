"""What a bill should have counted, once its indexes are put right."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from shubbak.utility.bills.models import Bill
from shubbak.utility.metering.counting import counted
from shubbak.utility.metering.models import Reading
from shubbak.utility.metering.validation.shapes import Source
from shubbak.utility.subscriptions.models import Meter


def readings_of(bill: Bill) -> Sequence[dict[str, Any]]:
    """Where each meter stood, as the bill says; none of a bill that was put right by hand before.

    It begins where the bill before it ends, also where that one was put right since.
    """
    return [{**one, "from": _begins(bill, one)} for one in as_billed(bill)]


def as_billed(bill: Bill) -> Sequence[dict[str, Any]]:
    """The readings as they stand on the bill."""
    return [one for one in bill.facts.get("readings") or [] if one.get("to") is not None]


def counted_anew(bill: Bill, indexes: Mapping[str, int]) -> tuple[int, list[dict[str, Any]]]:
    """The quantity and readings of a bill with other last indexes, by the number of the meter."""
    told = [_with_last(one, indexes.get(one["meter"], one["to"])) for one in readings_of(bill)]
    meters = {each.serial: each for each in Meter.objects.filter(serial__in=[one["meter"] for one in told])}
    parts = [
        counted(one["from"], one["to"], meters[one["meter"]].dials) * meters[one["meter"]].multiplier
        for one in told
    ]
    return sum(parts), told


def wrong_in_pool(bill: Bill, readings: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Reading, int]]:
    """The readings that counted when the bill was made, where what takes its place ends at another index.

    The last index of a meter that was taken down stands with its place, not here.
    """
    for one in readings:
        counts = Reading.objects.filter(
            contract=bill.contract_id,
            meter__serial=one["meter"],
            read_on=one["to_on"],
            state=Reading.State.ACCEPTED,
        )
        for reading in counts.exclude(index=one["to"]).select_related("contract", "meter"):
            yield reading, one["to"]


def left_behind(bill: Bill, readings: Sequence[Mapping[str, Any]]) -> Iterator[Bill]:
    """The standing bills after it that do not begin where these readings of it end: they are wrong too."""
    for one in readings:
        told = [{"meter": one["meter"], "from_on": one["to_on"]}]
        later = bill.contract.bills.standing().filter(first__gt=bill.last, facts__readings__contains=told)
        for found in later:
            if (one["meter"], one["to_on"], one["to"]) not in {_begin(each) for each in as_billed(found)}:
                yield found


def begin_elsewhere(bills: Iterable[Bill]) -> frozenset[UUID]:
    """Those of the standing bills of a contract that do not begin where the one before them ends."""
    known = [(bill.pk, one) for bill in bills for one in as_billed(bill)]
    ends = {(one["meter"], one["to_on"]): one["to"] for _, one in known}
    begins = [(key, *_begin(one)) for key, one in known]
    return frozenset(key for key, meter, day, index in begins if ends.get((meter, day), index) != index)


def _begin(one: Mapping[str, Any]) -> tuple[str, str, int]:
    return one["meter"], one["from_on"], one["from"]


def _with_last(one: dict[str, Any], index: int) -> dict[str, Any]:
    return one if one["to"] == index else {**one, "to": index, "quality": Source.OPERATOR.value}


def _begins(bill: Bill, one: Mapping[str, Any]) -> int:
    told = [{"meter": one["meter"], "to_on": one["from_on"]}]
    before = bill.contract.bills.standing().filter(last__lt=bill.first, facts__readings__contains=told)
    found = before.order_by("-last").first()
    ends = [each["to"] for each in found.facts["readings"] if each["meter"] == one["meter"]] if found else []
    return int(ends[-1] if ends else one["from"])

"""A crew's list comes back: each line is an outcome of an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from shubbak.agencies.queries import current_agency
from shubbak.journal.actions import action, record
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.utility.arrears.actions.recording import Done, record_done, record_not_done
from shubbak.utility.arrears.field_files import FieldFault, FieldLine
from shubbak.utility.arrears.models import Order
from shubbak.utility.arrears.rules import ArrearsRefused


@dataclass(frozen=True)
class Taken:
    """How many lines were taken, and each that was not."""

    taken: int
    faults: tuple[FieldFault, ...]


@action
def take_field_list(
    *, lines: Sequence[FieldLine], faults: Sequence[FieldFault], staff: Staff, at: datetime
) -> Taken:
    """Note every outcome that the list says; what cannot be noted is told line by line."""
    orders = {each.number: each for each in Order.objects.filter(number__in={line.order for line in lines})}
    refused = list(faults)
    for line in lines:
        order = orders.get(line.order)
        try:
            if order is None:
                raise ArrearsRefused("no_such_order")
            _note(order, line, staff, at)
        except ArrearsRefused as why:
            refused.append(FieldFault(line.line, why.code))
    taken = len(lines) + len(faults) - len(refused)
    facts = {"taken": taken, "faults": len(refused)}
    record(what="arrears.field_list", about="arrears", actor=actor_of(staff), at=at, facts=facts)
    return Taken(taken, tuple(sorted(refused, key=lambda fault: fault.line)))


def _note(order: Order, line: FieldLine, staff: Staff, at: datetime) -> None:
    if not line.is_done or line.done_on is None or line.hour is None:
        record_not_done(order=order, remark=line.remark, crew=line.crew, staff=staff, at=at)
        return
    moment = datetime.combine(line.done_on, line.hour, ZoneInfo(current_agency().zone))
    done = Done(moment, line.index, line.crew, line.remark)
    record_done(order=order, done=done, staff=staff, at=at)

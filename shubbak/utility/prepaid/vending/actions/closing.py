"""The last bill of a contract that was billed after use, when its meter is exchanged for a prepaid one."""

from datetime import date, datetime, timedelta
from typing import Any

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.rules import Actor
from shubbak.utility.bills.actions import bill_at_the_end
from shubbak.utility.bills.actions.correcting import Counted
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.rules import ONE_DAY
from shubbak.utility.metering.counting import counted
from shubbak.utility.metering.known import Known, Mark, known_of
from shubbak.utility.subscriptions.models import Contract

_TO_PAY = timedelta(days=15)


def bill_until(*, contract: Contract, on: date, actor: Actor, at: datetime) -> Bill | None:
    """What was used before the day, since the last bill of an index; None if nothing was left to bill.

    :raises BillRefused: as `bill_at_the_end`.
    """
    used = _use_until(contract, on)
    if used.first > used.last:
        return None
    today = in_its_zone(at).date()
    return bill_at_the_end(
        contract=contract, counted=used, on=today, due_on=today + _TO_PAY, actor=actor, at=at
    )


def _use_until(contract: Contract, on: date) -> Counted:
    billed = contract.bills.standing().filter(estimated=False).order_by("-last").first()
    first = billed.last + ONE_DAY if billed else contract.starts
    segments = [_segment(known, first) for known in known_of([contract], on - ONE_DAY)]
    taken = [each for each in segments if each]
    return Counted(first, on - ONE_DAY, sum(part for part, _ in taken), [told for _, told in taken])


def _segment(known: Known, first: date) -> tuple[int, dict[str, Any]] | None:
    """What one meter counted of these days, and how it is known."""
    fitting, meter = known.fitting, known.fitting.meter
    if fitting.index_out is None or fitting.ends is None or fitting.ends < first:
        return None
    before = _since(known, first)
    told = {
        "meter": meter.serial,
        "from_on": before.on.isoformat(),
        "from": before.index,
        "to_on": fitting.ends.isoformat(),
        "to": fitting.index_out,
        "quality": "removal",
    }
    return counted(before.index, fitting.index_out, meter.dials) * meter.multiplier, told


def _since(known: Known, first: date) -> Mark:
    """The index with which the last bill of an index ended, or with which the meter was fitted."""
    taken = [mark for mark in known.marks if not mark.estimated and mark.on < first]
    return taken[-1] if taken else known.marks[0]

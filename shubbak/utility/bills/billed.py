"""Whether a bill counts a reading, or is about to: metering asks before it lets one wait."""

from shubbak.utility.bills.models import Draft, Run
from shubbak.utility.metering.extension import register_billed
from shubbak.utility.metering.models import Reading


def is_billed(reading: Reading) -> bool:
    """By a bill that stands, or a draft that may be issued any time."""
    told = [{"meter": reading.meter.serial, "to_on": reading.read_on.isoformat(), "to": reading.index}]
    if reading.contract.bills.standing().filter(facts__readings__contains=told).exists():
        return True
    soon = Draft.objects.filter(contract=reading.contract, facts__readings__contains=told)
    return soon.filter(run__state__in=[Run.State.COMPUTED, Run.State.APPROVED]).exists()


register_billed(is_billed)

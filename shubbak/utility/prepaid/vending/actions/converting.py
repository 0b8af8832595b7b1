"""A contract that was billed after use is paid for before it."""

from datetime import date, datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.utility.prepaid.sts.meters import MeterConfiguration
from shubbak.utility.prepaid.vending.actions.meters import enrol_meter
from shubbak.utility.prepaid.vending.extension import tell_closing
from shubbak.utility.prepaid.vending.models import PrepaidMeter
from shubbak.utility.prepaid.vending.rules import VendingRefused
from shubbak.utility.subscriptions.actions import change_terms, exchange_meter
from shubbak.utility.subscriptions.models import Contract, Fitting, Meter
from shubbak.utility.subscriptions.queries import terms_on
from shubbak.utility.subscriptions.rules import Asked


@action
def convert_to_prepaid(
    *,
    fitting: Fitting,
    index_out: int,
    meter: Meter,
    keys: MeterConfiguration,
    asked: Asked,
    on: date,
    actor: Actor,
    at: datetime,
) -> PrepaidMeter:
    """Exchange the counted meter of a place for one that takes tokens; `index_out` is billed by whoever
    registered for it. `asked`: the terms from that day on.

    :raises VendingRefused: ``no_holder`` if the place has no contract; as `enrol_meter`.
    :raises SubscriptionRefused: as `exchange_meter`, `change_terms`.
    """
    contract = Contract.objects.filter(point=fitting.point_id).on(on).first()
    if contract is None:
        raise VendingRefused("no_holder")
    enrolled = enrol_meter(meter=meter, keys=keys, on=on, actor=actor, at=at)
    exchange_meter(fitting=fitting, index_out=index_out, meter=meter, index_in=0, on=on, actor=actor, at=at)
    held = terms_on(contract, on)
    if held is None or (tuple(held.tariffs), held.power_va) != (asked.tariffs, asked.power_va):
        change_terms(contract=contract, asked=asked, on=on, actor=actor, at=at)
    facts: dict[str, Fact] = {"meter": enrolled.drn, "on": on.isoformat(), "index": index_out}
    record(what="vending.converted", about=f"contract:{contract.number}", actor=actor, at=at, facts=facts)
    tell_closing(contract, Fitting.objects.get(pk=fitting.pk), on, actor, at)
    return enrolled

"""A contract that was billed after use is paid for before it."""

from datetime import date, datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.utility.metering.known import known_of
from shubbak.utility.prepaid.sts.meters import MeterConfiguration
from shubbak.utility.prepaid.vending.actions.closing import bill_until
from shubbak.utility.prepaid.vending.actions.meters import enrol_meter
from shubbak.utility.prepaid.vending.models import PrepaidMeter
from shubbak.utility.prepaid.vending.rules import VendingRefused
from shubbak.utility.subscriptions.actions import change_terms, exchange_meter, register_meter
from shubbak.utility.subscriptions.models import Contract, Fitting, Meter
from shubbak.utility.subscriptions.queries import asked_in, meters_on, terms_on
from shubbak.utility.subscriptions.rules import Asked, Commodity

_DIALS = 6


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
    """Exchange the counted meter of a place for one that takes tokens; what the old one counted is billed.
    `asked`: the terms from that day on.

    :raises VendingRefused: ``no_holder`` if the place has no contract; as `enrol_meter`.
    :raises SubscriptionRefused: as `exchange_meter`, `change_terms`.
    :raises BillRefused: as `bill_until`.
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
    bill_until(contract=contract, on=on, actor=actor, at=at)
    return enrolled


@action
def exchange_for_prepaid(
    *, contract: Contract, index_out: int, keys: MeterConfiguration, on: date, actor: Actor, at: datetime
) -> PrepaidMeter:
    """The same for a contract with one counted meter, which keeps its terms; the new meter is written down.

    :raises VendingRefused: ``no_meter``, ``below``; as `convert_to_prepaid`.
    """
    counted = list(meters_on(contract, on).filter(meter__kind=Meter.Kind.POSTPAID))
    held = terms_on(contract, on)
    if len(counted) != 1 or held is None:
        raise VendingRefused("no_meter")
    if any(index_out < known.before("-").index for known in known_of([contract], on)):
        raise VendingRefused("below")
    meter = register_meter(
        serial=keys.pan.drn,
        commodity=Commodity(contract.point.commodity),
        dials=_DIALS,
        kind=Meter.Kind.PREPAID,
        actor=actor,
        at=at,
    )
    return convert_to_prepaid(
        fitting=counted[0],
        index_out=index_out,
        meter=meter,
        keys=keys,
        asked=asked_in(held),
        on=on,
        actor=actor,
        at=at,
    )

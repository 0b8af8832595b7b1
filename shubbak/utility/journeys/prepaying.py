"""A contract that was billed after use is paid for before it: guards, details and the effect of a switch."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import in_its_zone
from shubbak.cases.extension import Detail, Occasion
from shubbak.cases.models import Case
from shubbak.cases.rules import Refused
from shubbak.catalogue.spec import Effect
from shubbak.utility.bills.models import Contest
from shubbak.utility.journeys.changing import named
from shubbak.utility.journeys.opening import WHOLE, note
from shubbak.utility.journeys.queries import SWITCHED, contract_in
from shubbak.utility.journeys.refusing import at_field
from shubbak.utility.prepaid.sts.meters import Cipher, Derivation, MeterConfiguration
from shubbak.utility.prepaid.sts.pan import pan_of
from shubbak.utility.prepaid.sts.refusals import TokenRefused
from shubbak.utility.prepaid.sts.times import BaseDate
from shubbak.utility.prepaid.vending.actions import exchange_for_prepaid
from shubbak.utility.subscriptions.models import Meter
from shubbak.utility.subscriptions.queries import meters_on

GIVEN = ("index_out", "drn", "cipher", "group", "revision", "tariff_index", "base")


def is_counted(occasion: Occasion, _argument: str) -> bool:
    """The contract that the file names goes on, and one meter of it is billed after use."""
    contract = contract_in(occasion.case)
    if contract is None or contract.ends is not None:
        return False
    today = in_its_zone(occasion.at).date()
    return meters_on(contract, today).filter(meter__kind=Meter.Kind.POSTPAID).count() == 1


def is_uncontested(occasion: Occasion, _argument: str) -> bool:
    """No bill of the contract is contested."""
    return not Contest.objects.filter(bill__contract=contract_in(occasion.case), until=None).exists()


def is_described(occasion: Occasion, _argument: str) -> bool:
    """The last index of the old meter, the number of the new one and what its keys are made of."""
    return all(occasion.facts.details.get(name) for name in GIVEN)


def prepaid_meter(case: Case, at: datetime) -> Sequence[Detail]:  # noqa: ARG001  the shape of a question
    """The closing index, and the meter that takes tokens."""
    ciphers = [(each.value, f"EA{each.value}") for each in Cipher]
    bases = [(str(int(base)), str(int(base))) for base in BaseDate]
    return [
        Detail("index_out", _("Last index of the meter that came down"), "number"),
        Detail("drn", _("Number of the prepaid meter"), hint=_("On its plate: eleven or thirteen figures.")),
        Detail("cipher", _("Encryption"), "choice", choices=ciphers, initial=ciphers[0][0]),
        Detail("group", _("Supply group"), hint=_("Six figures.")),
        Detail("revision", _("Revision of its key"), "number", initial="1"),
        Detail("tariff_index", _("Tariff index"), hint=_("Two figures."), initial="01"),
        Detail("base", _("Base date"), "choice", choices=bases, initial="2014"),
    ]


def switch(occasion: Occasion, _effect: Effect) -> None:
    """The counted meter is exchanged today for the prepaid one; what it counted is billed for the last time.

    :raises Refused: of an index below the last one, of a number that is none or stands elsewhere.
    """
    contract, given = named(occasion), occasion.facts.details
    keys = _keys(given)
    if Meter.objects.filter(serial=keys.pan.drn).exists():
        raise Refused("subscriptions:known_meter", field="drn")
    with at_field("index_out"):
        meter = exchange_for_prepaid(
            contract=contract,
            index_out=int(given["index_out"]) * WHOLE,
            keys=keys,
            on=in_its_zone(occasion.at).date(),
            actor=occasion.actor,
            at=occasion.at,
        )
    note(occasion, SWITCHED, contract, meter=meter.drn)


def _keys(given: Mapping[str, str]) -> MeterConfiguration:
    if not (given["group"].isdecimal() and len(given["group"]) == 6):
        raise Refused("prepaid:group", field="group")
    if not (given["tariff_index"].isdecimal() and len(given["tariff_index"]) == 2):
        raise Refused("prepaid:tariff_index", field="tariff_index")
    if not 1 <= int(given["revision"]) <= 9:
        raise Refused("prepaid:revision", field="revision")
    try:
        pan = pan_of(given["drn"].strip())
    except TokenRefused as refused:
        raise Refused("prepaid:drn", field="drn") from refused
    return MeterConfiguration(
        pan=pan,
        derivation=Derivation.DKGA04,
        cipher=Cipher(given["cipher"]),
        supply_group=given["group"],
        tariff_index=given["tariff_index"],
        key_revision=int(given["revision"]),
        base=BaseDate(int(given["base"])),
    )

"""A contract for a time: an advance by power and days, the day on which it ends, more time before it."""

from datetime import date, timedelta
from decimal import Decimal

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.cases.charges.actions import charge
from shubbak.cases.extension import Occasion
from shubbak.cases.rules import Refused
from shubbak.catalogue.spec import Effect
from shubbak.foundation.localized import Localized
from shubbak.foundation.money import minor_digits
from shubbak.foundation.text import isolate, isolate_ltr, long_date
from shubbak.payments.ledger.actions.guarantees import ADVANCES
from shubbak.utility.journeys.changing import named
from shubbak.utility.journeys.details import ADVANCE
from shubbak.utility.journeys.opening import note
from shubbak.utility.journeys.queries import LIMITED, contract_in
from shubbak.utility.journeys.refusing import at_field
from shubbak.utility.subscriptions.actions import agree_until
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.rules import print_contract_number

_UNTIL = {"ar": "%s، إلى غاية %s", "fr": "%s, jusqu’au %s", "en": "%s, until %s"}


def is_near(occasion: Occasion, _argument: str) -> bool:
    """So few days are left as the pack says, and the last has not gone by."""
    last, notice = _agreed(occasion), int(occasion.spec.settings["notice"].value)
    return last is not None and last - timedelta(days=notice) <= _today(occasion) <= last


def is_over(occasion: Occasion, _argument: str) -> bool:
    last = _agreed(occasion)
    return last is not None and _today(occasion) > last


def is_new_end(occasion: Occasion, _argument: str) -> bool:
    return bool(occasion.facts.details.get("until"))


def ask_advance(occasion: Occasion, _effect: Effect) -> None:
    """By power and days, as the body has set: ``per_kva_day`` or ``per_day``. It becomes the deposit.

    :raises Refused: of a last day before the first.
    """
    asked = str(advance_for(occasion))
    charge(occasion, Effect("charge", ADVANCE, {"amount": asked, "income": ADVANCES}))


def advance_for(occasion: Occasion) -> int:
    """That of the days asked for, in minor units."""
    told = occasion.case.answers
    days = (date.fromisoformat(told["ends_on"]) - date.fromisoformat(told["starts_on"])).days + 1
    if days < 1:
        raise Refused("subscriptions:ends_before_it_begins", field="amount")
    return price_of(occasion, days)


def price_of(occasion: Occasion, days: int) -> int:
    """What so many days ask in advance, in minor units."""
    told, settings = occasion.case.answers, occasion.spec.settings
    price = Decimal(settings["per_kva_day" if told.get("kva") else "per_day"].value)
    return int((price * int(told.get("kva") or 1) * days).scaleb(minor_digits(current_agency().currency)))


def agree_end(occasion: Occasion, _effect: Effect) -> None:
    """The contract that was opened ends on the last day that was asked for."""
    agree(occasion, occasion.case.answers["ends_on"], "day")


def name_term(occasion: Occasion, _effect: Effect) -> None:
    """The letter of this step names the contract and its last day (``{made}``)."""
    contract = named(occasion)
    if contract.agreed_until is None:
        raise Refused("subscriptions:no_contract")
    name_until(occasion, contract, contract.agreed_until)


def name_until(occasion: Occasion, contract: Contract, last: date) -> None:
    agency, number = current_agency(), isolate_ltr(print_contract_number(contract.number))
    made: Localized = {
        language: words % (number, isolate(long_date(last, language, agency.country, agency.digits)))
        for language, words in _UNTIL.items()
    }
    occasion.made = made


def agree(occasion: Occasion, day: str, field: str) -> None:
    contract = named(occasion)
    with at_field(field):
        agree_until(contract=contract, last=date.fromisoformat(day), actor=occasion.actor, at=occasion.at)
    note(occasion, LIMITED, contract, until=day)


def _agreed(occasion: Occasion) -> date | None:
    contract = contract_in(occasion.case)
    return contract.agreed_until if contract else None


def _today(occasion: Occasion) -> date:
    return in_its_zone(occasion.at).date()

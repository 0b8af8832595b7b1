"""Asking for the fee of a file, asking for it no more, and going on once it is paid."""

from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfo

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions.advance import advance, load
from shubbak.cases.charges.queries import KIND, cases_paying, charge_of, is_charge_paid
from shubbak.cases.extension import Occasion
from shubbak.cases.models import Case
from shubbak.cases.rules import Refused
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import CLOCK as BY_CLOCK
from shubbak.catalogue.spec import Effect
from shubbak.foundation.localized import Localized
from shubbak.journal.actions import action
from shubbak.journal.rules import CLOCK
from shubbak.payments.ledger.actions import cancel_payable, open_payer, post_payable
from shubbak.payments.ledger.models import Payer
from shubbak.payments.ledger.rules import PayableFacts

PAID, AMOUNT = "paid", "amount"
"""Guards: a fee is paid; the step names an amount."""


def paid(occasion: Occasion, fee: str) -> bool:
    """The fee of that name was asked for, and nothing is left of it."""
    return is_charge_paid(occasion.case, fee)


def amount(occasion: Occasion, _argument: str) -> bool:
    return occasion.facts.amount > 0


@action
def charge(occasion: Occasion, effect: Effect) -> None:
    """``charge: fee, amount: "5000"``: minor units; without an amount it is the one that the step gives.

    Who is asked anew owes the new amount alone; what was paid of the former one is their credit.

    :raises Refused: ``guard:amount``.
    """
    case, at = occasion.case, occasion.at
    asked = int(effect.options.get("amount", 0)) or occasion.facts.amount
    if asked <= 0:
        raise Refused(f"guard:{AMOUNT}")
    if not Payer.objects.filter(pk=case.pk).exists():
        open_payer(currency=current_agency().currency, actor=occasion.actor, at=at, payer=case.pk)
    uncharge(occasion, effect)
    facts = PayableFacts(
        payer=case.pk,
        kind=KIND,
        origin=case.pk,
        part=effect.argument,
        amount=asked,
        due_on=_day(occasion.promised or at),
        day=_day(at),
        words=_title(occasion, effect.argument),
    )
    post_payable(facts=facts, actor=occasion.actor, at=at)


@action
def uncharge(occasion: Occasion, effect: Effect) -> None:
    """``uncharge: fee``: it is asked for no more, if it ever was; what was paid of it is credit."""
    if found := charge_of(occasion.case, effect.argument):
        cancel_payable(
            payable_id=found.pk, reason="", actor=occasion.actor, at=occasion.at, day=_day(occasion.at)
        )


def follow_payments(*, at: datetime) -> int:
    """Take the clock's step in each file that waited for a payment alone; how many went on. One
    transaction each.
    """
    return sum(_go_on(case, at) for case in cases_paying())


def _go_on(case: Case, at: datetime) -> bool:
    fresh = load(case)
    spec = spec_of(fresh.service_version)
    for step in spec.open_steps(fresh.state, (BY_CLOCK,), fresh.answers):
        fees = [need.argument for need in step.needs if need.name == PAID]
        if fees and all(is_charge_paid(fresh, fee) for fee in fees):
            with suppress(Refused):  # it needs something else too, or somebody was first
                advance(case=fresh, step=step.name, actor=CLOCK, at=at)
                return True
    return False


def _title(occasion: Occasion, fee: str) -> Localized:
    """A fee is called like the letter that asks for it, else like the service."""
    letter = occasion.spec.letters.get(fee)
    return letter.title if letter else occasion.spec.title


def _day(at: datetime) -> date:
    return at.astimezone(ZoneInfo(current_agency().zone)).date()

"""Asking for the fee of a file, asking for it no more, and going on once it is paid."""

from contextlib import suppress
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions.advance import advance, load
from shubbak.cases.actions.effects import notify_in_charge
from shubbak.cases.actions.history import remember
from shubbak.cases.charges.queries import KIND, cases_paying, charge_of, charges_of, is_charge_paid
from shubbak.cases.extension import Occasion
from shubbak.cases.models import Case
from shubbak.cases.rules import Refused
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import CLOCK as BY_CLOCK
from shubbak.catalogue.spec import Effect
from shubbak.foundation.localized import Localized
from shubbak.journal.actions import action
from shubbak.journal.rules import CLOCK, Actor
from shubbak.payments.ledger.actions import ask_refund, cancel_payable, open_payer, post_payable
from shubbak.payments.ledger.models import Payable, Payer
from shubbak.payments.ledger.queries import credit_of
from shubbak.payments.ledger.rules import PayableFacts

PAID, AMOUNT = "paid", "amount"
"""Guards: a fee is paid; the step names an amount."""


def paid(occasion: Occasion, fee: str) -> bool:
    """The fee of that name was asked for, and nothing is left of it; without a name all that were."""
    return is_charge_paid(occasion.case, fee)


def amount(occasion: Occasion, fee: str) -> bool:
    """An amount is given; with the name of a fee, that of this one, which may be nothing."""
    facts = occasion.facts
    return facts.amounts.get(fee, -1) >= 0 if fee else facts.amount > 0


@action
def charge(occasion: Occasion, effect: Effect) -> None:
    """``charge: fee, amount: "5000"``: minor units; without an amount it is the one that the step gives for
    this fee, which is not asked for if it is nothing, or for the whole step. ``income``: the account of the
    body that it falls to; ``words``: the fee of the pack as which it is told.

    Who is asked anew owes the new amount alone; what was paid of the former one is their credit.

    :raises Refused: ``guard:amount``.
    """
    case, at, facts = occasion.case, occasion.at, occasion.facts
    fixed = int(effect.options.get("amount", 0))
    asked = fixed or facts.amounts.get(effect.argument, facts.amount)
    if not asked and effect.argument in facts.amounts:
        uncharge(occasion, effect)
        return
    if asked <= 0:
        raise Refused(f"guard:{AMOUNT}")
    if not Payer.objects.filter(pk=case.pk).exists():
        open_payer(currency=current_agency().currency, actor=occasion.actor, at=at, payer=case.pk)
    uncharge(occasion, effect)
    owed = PayableFacts(
        payer=case.pk,
        kind=KIND,
        origin=case.pk,
        part=effect.argument,
        amount=asked,
        due_on=_day(occasion.promised or case.due_at or at),
        day=_day(at),
        words=_title(occasion, effect.options.get("words", effect.argument)),
        income=effect.options.get("income", "revenue"),
    )
    post_payable(facts=owed, actor=occasion.actor, at=at)


@action
def uncharge(occasion: Occasion, effect: Effect) -> None:
    """``uncharge: fee``: it is asked for no more, if it ever was; what was paid of it is credit."""
    if found := charge_of(occasion.case, effect.argument):
        cancel_payable(
            payable_id=found.pk, reason="", actor=occasion.actor, at=occasion.at, day=_day(occasion.at)
        )


@action
def refund(occasion: Occasion, effect: Effect) -> None:
    """``refund: fee, account: bank``: it is asked for no more, or without a name all are, and what was paid
    is to be paid back out of an account of the body, once somebody else has granted it.
    """
    case = occasion.case
    for charge in charges_of(case):
        if effect.argument in ("", charge.part):
            uncharge(occasion, Effect("uncharge", charge.part))
    if left := credit_of(case.pk):
        account = effect.options.get("account", "bank")
        ask_refund(
            payer=case.pk,
            amount=left,
            account=account,
            reason=case.number,
            actor=occasion.actor,
            at=occasion.at,
        )


def go_on_when_paid(payable: Payable, settled: bool, actor: Actor, at: datetime) -> None:  # noqa: ARG001  the shape of a callback
    """A fee was paid: the step that waited for it is taken after the commit (its row may be locked by whoever
    asks for the fee anew; if this fails, the clock's next minute brings it). A payment that was taken back is
    told to whoever has the file.
    """
    case = Case.objects.select_related("unit", "assignee", "service_version").get(pk=payable.origin)
    if settled:
        transaction.on_commit(partial(_go_on, case, at), robust=True)
    elif payable.cancelled_at is None:
        remember(case, "payment_reversed", actor=CLOCK, at=at, facts={"fee": payable.part})
        notify_in_charge(case, "payment_reversed", CLOCK, at)


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
    """A fee is called as the pack says, like the letter that asks for it, or like the service."""
    letter = occasion.spec.letters.get(fee)
    return occasion.spec.fees.get(fee) or (letter.title if letter else occasion.spec.title)


def _day(at: datetime) -> date:
    return at.astimezone(ZoneInfo(current_agency().zone)).date()

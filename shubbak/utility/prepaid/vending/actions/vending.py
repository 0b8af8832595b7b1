"""From a paid sale to its token, in two steps that may both be repeated.

First its minute is allotted and kept, then the module is asked, then what it answered is kept. Whoever dies
in between is followed by another, who asks the module the same under the same message id.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import CLOCK, SYSTEM, Actor, Fact
from shubbak.payments.ledger.actions import grant_credit, use_credit
from shubbak.payments.ledger.models import Payable
from shubbak.utility.prepaid.sts.contents import Service
from shubbak.utility.prepaid.sts.module import TokenResult
from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused
from shubbak.utility.prepaid.sts.times import BaseDate, instant_of, next_tid
from shubbak.utility.prepaid.vending.actions.ending import fail_sale, locked, withdraw_sale
from shubbak.utility.prepaid.vending.actions.telling import VENDED, tell
from shubbak.utility.prepaid.vending.models import MeterKeys, PrepaidMeter, Sale, Token
from shubbak.utility.prepaid.vending.modules import InUse, module_in_use
from shubbak.utility.prepaid.vending.offers import loans_of
from shubbak.utility.prepaid.vending.queries import keys_of
from shubbak.utility.prepaid.vending.rules import (
    GIVE_UP_AFTER,
    OFFER_HOLDS,
    PAYABLE,
    ModuleAway,
    try_again_at,
)
from shubbak.utility.subscriptions.rules import Commodity

_SERVICES = {Commodity.ELECTRICITY: Service.ELECTRICITY, Commodity.WATER: Service.WATER}
_AT_ONCE = 200


def vend_sale(*, sale_id: UUID, at: datetime, actor: Actor = SYSTEM, in_use: InUse | None = None) -> Sale:
    """Make the token of a paid sale, or show the one that was made. Asked again, it does no more.

    A module that is away is asked again later; one that refuses turns the payment into credit.
    """
    sale = _allot(sale_id=sale_id, at=at)
    if sale.state != Sale.State.PAID:
        return sale
    try:
        used = in_use or module_in_use()
        if used is None:
            raise ModuleAway
        result = _answer(used, sale)
    except ModuleAway:
        return _put_off(sale, at, actor)
    except TokenRefused as refused:
        return fail_sale(sale_id=sale.pk, reason=refused.reason, actor=actor, at=at)
    return _keep(sale_id=sale.pk, result=result, actor=actor, at=at)


def resume_sales(*, at: datetime) -> int:
    """Vend what is paid and has no token yet; withdraw offers that nobody paid in time. How many it met."""
    due = Sale.objects.filter(state=Sale.State.PAID, try_at__lte=at).order_by("try_at")
    waiting = list(due.values_list("pk", flat=True)[:_AT_ONCE])
    for sale_id in waiting:
        vend_sale(sale_id=sale_id, at=at, actor=CLOCK)
    late = Sale.objects.filter(state=Sale.State.ASKED, asked_at__lt=at - OFFER_HOLDS)
    for sale_id in late.values_list("pk", flat=True)[:_AT_ONCE]:
        withdraw_sale(sale_id=sale_id, actor=CLOCK, at=at)
    return len(waiting)


@action
def _allot(*, sale_id: UUID, at: datetime) -> Sale:
    """Fix under which keys and for which minute the token is made: one at a time for each meter."""
    sale = locked(sale_id)
    if sale.state != Sale.State.PAID:
        return sale
    sale.tries += 1
    sale.try_at = try_again_at(sale.tries, at)
    if sale.tid is None:
        meter = PrepaidMeter.objects.select_for_update(no_key=True).get(pk=sale.meter_id)
        sale.keys = keys_of(meter)
        sale.tid = meter.last_tid = next_tid(at, BaseDate(sale.keys.base), meter.last_tid)
        meter.save(update_fields=["last_tid"])
    sale.save(update_fields=["tries", "try_at", "keys", "tid"])
    return sale


def _answer(used: InUse, sale: Sale) -> TokenResult:
    """What the module made of this sale: fetched if it may have been asked before, else asked.

    :raises ModuleAway: :raises TokenRefused: its last word.
    """
    keys, tid = sale.keys, sale.tid
    assert keys is not None
    assert tid is not None
    meter = keys.configuration()
    result = _fetched(used, sale) or used.module.issue_credit(
        message_id=sale.message_id,
        meter=meter,
        service=_SERVICES[Commodity(sale.meter.meter.commodity)],
        tenths=sale.tenths,
        at=instant_of(tid, meter.base),
    )
    if result.test and not used.is_laboratory:
        raise TokenRefused(Reason.NO_TEST_GROUP, "A module in production made a token for a test.")
    return result


def _fetched(used: InUse, sale: Sale) -> TokenResult | None:
    if sale.tries == 1:
        return None
    try:
        return used.module.fetch_token_result(message_id=sale.message_id)
    except TokenRefused as refused:
        if refused.reason is Reason.MESSAGE_UNKNOWN:
            return None
        raise


def _put_off(sale: Sale, at: datetime, actor: Actor) -> Sale:
    if sale.paid_at and at - sale.paid_at > GIVE_UP_AFTER:
        return fail_sale(sale_id=sale.pk, reason="module_away", actor=actor, at=at)
    return sale


@action
def _keep(*, sale_id: UUID, result: TokenResult, actor: Actor, at: datetime) -> Sale:
    """Keep the token; what the buyer owed is paid out of the same money. Kept before: nothing changes."""
    sale = locked(sale_id)
    if sale.state != Sale.State.PAID or sale.keys is None:
        return sale
    sale.state, sale.ended_at, sale.try_at = Sale.State.VENDED, at, None
    sale.save(update_fields=["state", "ended_at", "try_at"])
    for rank, digits in enumerate(result.tokens):
        Token.objects.create(
            meter=sale.meter,
            sale=sale,
            kind=Token.Kind.CREDIT,
            rank=rank,
            digits=digits,
            base=sale.keys.base,
            tid=sale.tid,
            message_id=result.message_id,
            is_test=result.test,
            made_at=at,
        )
    changed = MeterKeys.objects.filter(meter=sale.meter, rank__gt=0, rank__lte=sale.keys.rank)
    changed.filter(given_with=None).update(given_with=sale)
    facts: dict[str, Fact] = {
        "meter": sale.meter.drn,
        "tid": sale.tid,
        "test": result.test,
    }
    record(what="vending.vended", about=sale.payable.reference, actor=actor, at=at, facts=facts)
    _pay_debts(sale, actor, at)
    tell(sale, VENDED, at)
    return sale


def _pay_debts(sale: Sale, actor: Actor, at: datetime) -> None:
    """What was asked beside the units is given back as credit and laid on the loan, then on bills."""
    if not sale.debts:
        return
    day, payer = in_its_zone(at).date(), sale.payer_id
    about = sale.payable.reference
    grant_credit(payer=payer, amount=sale.debts, about=about, actor=actor, at=at, day=day)
    others = Payable.objects.open().filter(~Q(kind=PAYABLE), payer=payer, held_since=None)
    use_credit(payer=payer, actor=actor, at=at, day=day, payables=[*_keys(loans_of(payer)), *_keys(others)])


def _keys(payables: Iterable[Payable]) -> list[UUID]:
    return [payable.pk for payable in payables]

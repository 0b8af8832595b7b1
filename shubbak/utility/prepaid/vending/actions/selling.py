"""A purchase begins: what the money buys is fixed, and asked for."""

from datetime import datetime
from uuid import UUID, uuid4

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions import post_payable, use_credit
from shubbak.payments.ledger.models import Payable, Payer
from shubbak.payments.ledger.rules import PayableFacts
from shubbak.utility.prepaid.vending.actions.ending import withdraw_sale
from shubbak.utility.prepaid.vending.models import PrepaidMeter, Sale
from shubbak.utility.prepaid.vending.offers import offer
from shubbak.utility.prepaid.vending.queries import practice_on, prepaid_meter
from shubbak.utility.prepaid.vending.rules import PAYABLE, Offer, VendingRefused
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.queries import holding_on

_WORDS = {
    "ar": "رصيد العداد مسبق الأداء {number}",
    "fr": "Recharge du compteur à prépaiement {number}",
    "en": "Credit for prepayment meter {number}",
}


@action
def begin_purchase(*, contract: Contract, money: int, key: UUID, actor: Actor, at: datetime) -> Sale:
    """Ask for what units cost that this money buys; `key` is the buyer's, so a repeat is the same sale.

    An offer of this meter that nobody paid is withdrawn: each is priced after what was bought before it.
    The payer's credit is laid on it; what is enough already makes the sale paid.

    :raises VendingRefused: as `queries.offer`; ``key_reused``.
    """
    meter, known = _alone(contract, key, at)
    if known:
        if (known.contract_id, known.money, known.kind) != (contract.pk, money, Sale.Kind.PURCHASE):
            raise VendingRefused("key_reused")
        return known
    for waiting in meter.sales.filter(state=Sale.State.ASKED):
        withdraw_sale(sale_id=waiting.pk, actor=actor, at=at)
    offered = offer(contract, money, at=at)
    sale = _ask(contract, meter, offered, key, Sale.Kind.PURCHASE, actor, at)
    day = in_its_zone(at).date()
    use_credit(payer=sale.payer_id, actor=actor, at=at, day=day, payables=[sale.payable_id])
    sale.refresh_from_db()
    return sale


@action
def lend(*, contract: Contract, key: UUID, actor: Actor, at: datetime) -> Sale:
    """Emergency credit: a token before its payment, which the next purchase pays first. One at a time.

    :raises VendingRefused: ``nothing_is_lent``, ``lent_before``, ``key_reused``; as `queries.offer`.
    """
    meter, known = _alone(contract, key, at)
    if known:
        if (known.contract_id, known.kind) != (contract.pk, Sale.Kind.LOAN):
            raise VendingRefused("key_reused")
        return known
    money = practice_on(meter.meter.commodity, in_its_zone(at).date()).lent
    if not money:
        raise VendingRefused("nothing_is_lent")
    lent = meter.sales.filter(kind=Sale.Kind.LOAN, paid_at=None)
    if lent.filter(state__in=[Sale.State.PAID, Sale.State.VENDED]).exists():
        raise VendingRefused("lent_before")
    for waiting in meter.sales.filter(state=Sale.State.ASKED):
        withdraw_sale(sale_id=waiting.pk, actor=actor, at=at)
    offered = offer(contract, money, at=at, is_loan=True)
    return _ask(contract, meter, offered, key, Sale.Kind.LOAN, actor, at)


def _alone(contract: Contract, key: UUID, at: datetime) -> tuple[PrepaidMeter, Sale | None]:
    """The meter, held: nobody else buys for it meanwhile; and the sale of that key.

    Payers are locked before meters, here as where a token is kept.
    """
    day = in_its_zone(at).date()
    meter, held = prepaid_meter(contract, day), holding_on(contract, day)
    if meter is None:
        raise VendingRefused("no_meter")
    if held:
        Payer.objects.select_for_update(no_key=True).get(pk=held.payer_id)
    locked = PrepaidMeter.objects.select_related("meter").select_for_update(of=("self",), no_key=True)
    return locked.get(pk=meter.pk), Sale.objects.filter(key=key).first()


def _ask(
    contract: Contract, meter: PrepaidMeter, offered: Offer, key: UUID, kind: str, actor: Actor, at: datetime
) -> Sale:
    identity = uuid4()
    payable = _post(contract, meter, offered, identity, actor, at)
    is_loan = kind == Sale.Kind.LOAN
    sale: Sale = Sale.objects.create(
        id=identity,
        key=key,
        kind=kind,
        contract=contract,
        meter=meter,
        payer_id=payable.payer_id,
        payable=payable,
        state=Sale.State.PAID if is_loan else Sale.State.ASKED,
        try_at=at if is_loan else None,
        period=offered.period,
        money=offered.money,
        amount=offered.amount,
        debts=offered.debts,
        quantity=offered.quantity,
        bought=offered.bought,
        lines=offered.lines,
        asked_at=at,
    )
    facts: dict[str, Fact] = {
        "meter": meter.drn,
        "quantity": sale.quantity,
        "amount": sale.amount,
    }
    if is_loan:
        record(what="vending.lent", about=payable.reference, actor=actor, at=at, facts=facts)
    else:
        record(what="vending.asked", about=payable.reference, actor=actor, at=at, facts=facts)
    return sale


def _post(
    contract: Contract, meter: PrepaidMeter, offered: Offer, origin: UUID, actor: Actor, at: datetime
) -> Payable:
    day = in_its_zone(at).date()
    held = holding_on(contract, day)
    if held is None:
        raise VendingRefused("no_holder")
    words = {language: text.format(number=meter.drn) for language, text in _WORDS.items()}
    facts = PayableFacts(
        payer=held.payer_id,
        kind=PAYABLE,
        origin=origin,
        amount=offered.total,
        due_on=day,
        day=day,
        words=words,
    )
    return post_payable(facts=facts, actor=actor, at=at)

"""Payments that banks took, and those that they take back."""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import TypeVar
from uuid import UUID

from shubbak.payments.biller.actions.hearing import note_unknown, of_bank
from shubbak.payments.biller.models import Bank
from shubbak.payments.biller.queries import day_at, payment_of
from shubbak.payments.biller.rules import AHEAD, BillerRefused, PaymentAsked
from shubbak.payments.ledger.actions import receive, reverse_payment
from shubbak.payments.ledger.buying import BuyingRefused, State, goods_of
from shubbak.payments.ledger.finding import find_debtor
from shubbak.payments.ledger.models import Payable, Payment
from shubbak.payments.ledger.queries import open_payables, paid_together
from shubbak.payments.ledger.rules import LedgerRefused, Received, in_order

Asked = TypeVar("Asked", bound=PaymentAsked)


def take_payment(*, bank: Bank, asked: PaymentAsked, at: datetime) -> Payment:
    """Take what somebody paid at their bank. The same reference gives the payment that it gave before.

    What was paid meanwhile in another way becomes the payer's credit.

    :raises BillerRefused: ``other_body``, ``future``, ``unknown_contract``, ``not_in_order``.
    :raises LedgerRefused: ``other_currency``, ``more_than_came``, ``nothing``.
    """
    return once(bank, asked, _taken, at)


def once(bank: Bank, asked: Asked, take: Callable[[Bank, Asked, datetime], Payment], at: datetime) -> Payment:
    """What was good when it came first is the same again; a reference is one payment for ever."""
    try:
        return take(bank, asked, at)
    except (BillerRefused, LedgerRefused, BuyingRefused) as refused:
        known = payment_of(bank, asked.reference)
        if known is not None and bytes(known.body_sha256) == sha256(asked.body()).digest():
            return known
        if known is not None:
            raise BillerRefused("other_body") from refused
        if refused.code in {"unknown_contract", "unknown_meter"}:
            note_unknown(bank=bank, at=at)
        raise


def reverse_by_bank(*, bank: Bank, reference: str, reason: str, at: datetime) -> Payment:
    """The bank takes a payment back, on its own business day; a second time changes nothing.

    :raises BillerRefused: ``unknown_payment``, ``day_over``: people do it, between the bank and the body;
    ``goods_given``.
    :raises LedgerRefused: ``credit_spent``.
    """
    payment = payment_of(bank, reference)
    if payment is None:
        raise BillerRefused("unknown_payment")
    if payment.reversed_at:
        return payment
    today = day_at(bank, at)
    if payment.business_day != today:
        raise BillerRefused("day_over")
    if any(goods.state is State.GIVEN for goods in goods_of(payment)):
        raise BillerRefused("goods_given")
    return reverse_payment(payment_id=payment.pk, reason=reason, actor=of_bank(bank), at=at, day=today)


def _taken(bank: Bank, asked: PaymentAsked, at: datetime) -> Payment:
    refuse_future(asked, at)
    debtor = find_debtor(asked.number, at)
    if debtor is None:
        raise BillerRefused("unknown_contract")
    wanted = _wanted(bank, debtor.payer_id, asked)
    money = money_of(bank, asked, at)
    return receive(money=money, payer=debtor.payer_id, wanted=wanted, actor=of_bank(bank), at=at)


def refuse_future(asked: PaymentAsked, at: datetime) -> None:
    """:raises BillerRefused: ``future``."""
    if asked.paid_at > at + AHEAD:
        raise BillerRefused("future")


def money_of(bank: Bank, asked: PaymentAsked, at: datetime) -> Received:
    return Received(
        source=bank.source,
        reference=asked.reference,
        amount=asked.amount,
        currency=asked.currency,
        channel=asked.channel,
        into=bank.source,
        paid_at=asked.paid_at,
        business_day=day_at(bank, at),
        body=asked.body(),
    )


def _wanted(bank: Bank, payer: UUID, asked: PaymentAsked) -> list[tuple[UUID, int]]:
    if not asked.items:
        left = [(payable.pk, payable.left) for payable in open_payables(payer)]
        return in_order(asked.amount, left)
    references = [reference for reference, _ in asked.items]
    theirs = Payable.objects.filter(payer__in=paid_together(payer), reference__in=references)
    found = {each.reference: each for each in theirs}
    if len(found) < len(set(references)):
        raise BillerRefused("unknown_contract")
    if bank.oldest_first:
        _refuse_out_of_order(payer, list(found.values()))
    return [(found[reference].pk, amount) for reference, amount in asked.items]


def _refuse_out_of_order(payer: UUID, wanted: Sequence[Payable]) -> None:
    """Whatever is open and older than something wanted is wanted too; what is settled matters not."""
    still_open = {payable.pk for payable in wanted if payable.left}
    older = list(open_payables(payer).values_list("pk", flat=True))
    if still_open and set(older[: len(still_open)]) != still_open:
        raise BillerRefused("not_in_order")

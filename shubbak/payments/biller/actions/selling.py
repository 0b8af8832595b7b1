"""What banks sell for the body: the credit of a meter, paid and handed over in two steps."""

from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from shubbak.journal.actions import action
from shubbak.payments.biller.actions.hearing import note_unknown, of_bank
from shubbak.payments.biller.actions.paying import money_of, once, refuse_future
from shubbak.payments.biller.models import Bank
from shubbak.payments.biller.queries import payment_of
from shubbak.payments.biller.rules import BillerRefused, PurchaseAsked
from shubbak.payments.ledger import buying
from shubbak.payments.ledger.actions import receive
from shubbak.payments.ledger.buying import BuyingRefused, Goods, Quote
from shubbak.payments.ledger.models import Payment


def quote_for(*, bank: Bank, number: str, amount: int, at: datetime) -> Quote:
    """What so much money buys for a meter now, as often as a bank may ask.

    :raises BillerRefused: ``shut``. :raises BuyingRefused: ``unknown_meter``, ``not_for_sale``.
    """
    if bank.shut_until and at < bank.shut_until:
        raise BillerRefused("shut")
    try:
        return buying.quote(number, amount, at)
    except BuyingRefused as refused:
        if refused.code == "unknown_meter":
            note_unknown(bank=bank, at=at)
        raise


def sell(*, bank: Bank, asked: PurchaseAsked, at: datetime) -> tuple[Payment, Goods]:
    """Take what somebody paid for a meter, and give the token. A repetition takes nothing and gives the same.

    :raises BillerRefused: ``other_body``, ``future``. :raises LedgerRefused: ``other_currency``.
    :raises BuyingRefused: nothing is taken then, the bank gives the money back.
    """
    payment = once(bank, asked, _sold, at)
    return payment, handed_over(bank=bank, payment=payment, at=at)


def bought(*, bank: Bank, reference: str, at: datetime) -> tuple[Payment, Goods]:
    """The purchase that a bank told under a reference, with its token as soon as there is one.

    :raises BillerRefused: ``unknown_payment``: it never came, or was for no purchase.
    """
    payment = payment_of(bank, reference)
    if payment is None or not buying.goods_of(payment):
        raise BillerRefused("unknown_payment")
    return payment, handed_over(bank=bank, payment=payment, at=at)


def handed_over(*, bank: Bank, payment: Payment, at: datetime) -> Goods:
    return buying.hand_over(payment, of_bank(bank), at)[0]


def _sold(bank: Bank, asked: PurchaseAsked, at: datetime) -> Payment:
    refuse_future(asked, at)
    return _begin_and_receive(bank=bank, asked=asked, at=at)


@action
def _begin_and_receive(*, bank: Bank, asked: PurchaseAsked, at: datetime) -> Payment:
    """Both or neither: an offer that no bank pays would withdraw that of somebody who is paying."""
    actor = of_bank(bank)
    payable = buying.begin(asked.number, asked.amount, _key(bank, asked.reference), actor, at)
    wanted = [(payable.pk, asked.amount)]
    money = money_of(bank, asked, at)
    return receive(money=money, payer=payable.payer_id, wanted=wanted, actor=actor, at=at)


def _key(bank: Bank, reference: str) -> UUID:
    """Of the purchase: the same for the same payment of the same bank."""
    return uuid5(NAMESPACE_URL, f"{bank.source}/{reference}")

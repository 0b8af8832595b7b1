"""Tokens as a bank or a till sells them: by the number on the plate or that of the contract."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.journal.rules import Actor
from shubbak.payments.ledger.buying import BuyingRefused, Goods, Quote, State, register_shop
from shubbak.payments.ledger.finding import Debtor, find_debtor, register_finder
from shubbak.payments.ledger.models import Payable
from shubbak.utility.metering.known import UNITS
from shubbak.utility.prepaid.vending.actions import begin_purchase, vend_sale
from shubbak.utility.prepaid.vending.models import PrepaidMeter, Sale
from shubbak.utility.prepaid.vending.offers import bounds, offer
from shubbak.utility.prepaid.vending.queries import number_of_contract, prepaid_meter, tokens_to_enter
from shubbak.utility.prepaid.vending.rules import PAYABLE, VendingRefused
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.queries import contract_of

_STATES = {
    Sale.State.ASKED: State.UNPAID,
    Sale.State.PAID: State.PENDING,
    Sale.State.VENDED: State.GIVEN,
    Sale.State.FAILED: State.FAILED,
    Sale.State.WITHDRAWN: State.FAILED,
}


class TokenShop:
    """The tokens of the body in view (`ledger.buying.Shop`)."""

    def quote(self, typed: str, money: int, at: datetime) -> Quote | None:
        found = _meter(typed, in_its_zone(at).date())
        if found is None:
            return None
        contract, meter = found
        debtor = find_debtor(contract.number, at)
        if debtor is None:
            raise BuyingRefused("not_for_sale")
        try:
            least, most = bounds(contract, at=at)
            offered = offer(contract, money, at=at) if least <= money <= most else None
        except VendingRefused as refused:
            raise _refusal(refused) from refused
        told = Quote(debtor, meter.drn, current_agency().currency, least, most, _unit(meter))
        if offered is None:
            return told
        return replace(told, amount=offered.total, debts=offered.debts, quantity=offered.quantity)

    def begin(self, typed: str, money: int, key: UUID, actor: Actor, at: datetime) -> Payable | None:
        found = _meter(typed, in_its_zone(at).date())
        if found is None:
            return None
        try:
            sale = begin_purchase(contract=found[0], money=money, key=key, actor=actor, at=at)
        except VendingRefused as refused:
            raise _refusal(refused) from refused
        payable: Payable = sale.payable
        return payable

    def goods(self, payable: Payable) -> Goods:
        return _goods(Sale.objects.select_related("meter__meter").get(payable=payable))

    def hand_over(self, payable: Payable, actor: Actor, at: datetime) -> Goods:
        sale = Sale.objects.only("pk").get(payable=payable)
        return _goods(vend_sale(sale_id=sale.pk, actor=actor, at=at))


def find_by_plate(text: str, at: datetime) -> Debtor | None:
    """Whoever holds the contract at whose place a meter of this number stands."""
    number = number_of_contract(text, in_its_zone(at).date())
    return find_debtor(number, at) if number != text else None


def _meter(typed: str, day: date) -> tuple[Contract, PrepaidMeter] | None:
    contract = contract_of(number_of_contract(typed, day))
    meter = prepaid_meter(contract, day) if contract else None
    return (contract, meter) if contract and meter else None


def _goods(sale: Sale) -> Goods:
    tokens = tokens_to_enter(sale) if sale.state == Sale.State.VENDED else []
    return Goods(
        state=_STATES[Sale.State(sale.state)],
        meter=sale.meter.drn,
        quantity=sale.quantity,
        unit=_unit(sale.meter),
        codes=[token.digits for token in tokens],
        is_test=any(token.is_test for token in tokens),
    )


def _unit(meter: PrepaidMeter) -> str:
    return UNITS[meter.meter.commodity]


def _refusal(refused: VendingRefused) -> BuyingRefused:
    is_bound = refused.code in {"too_little", "too_much"}
    return BuyingRefused(refused.code if is_bound else "not_for_sale")


register_shop(PAYABLE, TokenShop())
register_finder(find_by_plate)

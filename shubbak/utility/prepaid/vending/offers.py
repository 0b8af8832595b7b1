"""What money buys now, and what money so many units take. Nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet, Sum

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.payments.ledger.models import Payable
from shubbak.utility.prepaid.vending.models import PrepaidMeter
from shubbak.utility.prepaid.vending.pricing import Month, bought_with, cost, lines_of
from shubbak.utility.prepaid.vending.queries import COUNTED, practice_on, prepaid_meter
from shubbak.utility.prepaid.vending.rules import (
    MOST_TENTHS,
    PAYABLE,
    TENTH,
    Debts,
    Offer,
    Practice,
    VendingRefused,
    least_for,
    month_before,
    month_of,
    months_between,
)
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.queries import holding_on, terms_on
from shubbak.utility.tariffs.shelf import tariffs_named
from shubbak.utility.tariffs.tariff import NoPrice, Tariff


@dataclass(frozen=True, slots=True)
class Shop:
    """All that the price of a purchase depends on."""

    tariffs: Sequence[Tariff]
    month: Month
    practice: Practice
    debts: Debts


def offer(contract: Contract, money: int, *, at: datetime, is_loan: bool = False) -> Offer:
    """What so much money buys now, line by line.

    :raises VendingRefused: ``no_meter``, ``no_holder``, ``no_price``, ``too_little``, ``too_much``.
    """
    return _offer(_shop(contract, at, is_loan=is_loan), money)


def money_for(contract: Contract, quantity: int, *, at: datetime) -> int:
    """The least money that buys so many thousandths: what they cost, and what of it goes to debts.

    :raises VendingRefused: as `offer`.
    """
    shop = _shop(contract, at)
    if quantity > MOST_TENTHS * TENTH:
        raise VendingRefused("too_much")
    try:
        return least_for(cost(shop.tariffs, shop.month, quantity), shop.debts)
    except NoPrice as error:
        raise VendingRefused("no_price") from error


def bounds(contract: Contract, *, at: datetime) -> tuple[int, int]:
    """The least money that buys something now, and the most that is taken at once.

    :raises VendingRefused: ``no_meter``, ``no_holder``, ``no_price``.
    """
    shop = _shop(contract, at)
    try:
        return _least(shop), shop.practice.most
    except NoPrice as error:
        raise VendingRefused("no_price") from error


def debts_of(payer: UUID, practice: Practice) -> Debts:
    """What a purchase pays beside its units: a loan wholly, bills by the share that the body set."""
    owed = Payable.objects.open().filter(payer=payer, held_since=None).exclude(kind=PAYABLE)
    share = practice.arrears_percent
    return Debts(lent=_left(loans_of(payer)), owed=_left(owed) if share else 0, percent=share)


def loans_of(payer: UUID) -> QuerySet[Payable]:
    """What was vended and is still to be paid: a loan, or a sale whose payment was taken back."""
    return Payable.objects.open().filter(payer=payer, sale__state__in=COUNTED)


def tariffs_of(contract: Contract, day: date) -> list[Tariff]:
    """:raises VendingRefused: ``no_price``."""
    terms = terms_on(contract, day)
    tariffs = tariffs_named(terms.tariffs) if terms else []
    if not terms or len(tariffs) < len(terms.tariffs):
        raise VendingRefused("no_price")
    return tariffs


def month_so_far(meter: PrepaidMeter, day: date) -> Month:
    """What the meter's month has bought before, and which fixed fees nobody asked yet."""
    sold = meter.sales.filter(state__in=COUNTED)
    this = month_of(day)
    here = sold.filter(period=this)
    last = sold.order_by("period").values_list("period", flat=True).last()
    begun = here.exists()
    missed = [] if begun else months_between(last or month_before(meter.since), this)
    bought = here.aggregate(sum=Sum("quantity"))["sum"] or 0
    return Month(day, bought, begun, tuple(missed))


def _shop(contract: Contract, at: datetime, *, is_loan: bool = False) -> Shop:
    day = in_its_zone(at).date()
    meter, held = prepaid_meter(contract, day), holding_on(contract, day)
    if meter is None:
        raise VendingRefused("no_meter")
    if held is None:
        raise VendingRefused("no_holder")
    practice = practice_on(meter.meter.commodity, day)
    debts = Debts() if is_loan else debts_of(held.payer_id, practice)
    return Shop(tariffs_of(contract, day), month_so_far(meter, day), practice, debts)


def _offer(shop: Shop, money: int) -> Offer:
    if money > shop.practice.most:
        raise VendingRefused("too_much")
    debts, tariffs, month = shop.debts.taken(money), shop.tariffs, shop.month
    try:
        quantity = bought_with(tariffs, month, money - debts)
        least = _least(shop)
        lines = lines_of(tariffs, month, quantity)
        amount = cost(tariffs, month, quantity)
    except NoPrice as error:
        raise VendingRefused("no_price") from error
    if not quantity or money < shop.practice.least:
        raise VendingRefused("too_little", least)
    return Offer(
        period=month_of(month.day),
        currency=current_agency().currency,
        money=money,
        amount=amount,
        debts=debts,
        quantity=quantity,
        bought=month.bought,
        lines=lines,
    )


def _least(shop: Shop) -> int:
    """What a tenth of the unit costs, with the debts that are paid before it."""
    return max(shop.practice.least, least_for(cost(shop.tariffs, shop.month, TENTH), shop.debts))


def _left(payables: QuerySet[Payable]) -> int:
    return sum(payable.left for payable in payables)

"""Reads: what a meter is, what money would buy, what was sold, how many are paid for before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, Sum

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.payments.ledger.models import Payable
from shubbak.utility.prepaid.sts.module import TEST_MARK, grouped
from shubbak.utility.prepaid.vending import models
from shubbak.utility.prepaid.vending.models import MeterKeys, PrepaidMeter, Sale, Token
from shubbak.utility.prepaid.vending.pricing import Month, bought_with, cost, lines_of
from shubbak.utility.prepaid.vending.rules import (
    PAYABLE,
    TENTH,
    Offer,
    Practice,
    VendingRefused,
    month_before,
    month_of,
    months_between,
)
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.queries import holding_on, meters_on, terms_on
from shubbak.utility.tariffs.shelf import tariffs_named
from shubbak.utility.tariffs.tariff import NoPrice, Tariff

COUNTED = (Sale.State.PAID, Sale.State.VENDED)
"""What a month has bought: what was paid, or lent."""
_UPTAKE = """
SELECT point.region, to_char(month, 'YYYY-MM'), count(*) FILTER (WHERE meter.kind = 'prepaid'), count(*)
FROM generate_series(%s::date, %s::date, interval '1 month') AS month
JOIN subscriptions_fitting AS fitting ON fitting.starts < month + interval '1 month'
  AND (fitting.ends IS NULL OR fitting.ends >= month + interval '1 month')
JOIN subscriptions_meter AS meter ON meter.id = fitting.meter_id
JOIN subscriptions_servicepoint AS point ON point.id = fitting.point_id
WHERE %s = '' OR meter.commodity = %s
GROUP BY point.region, month ORDER BY point.region, month
"""


@dataclass(frozen=True, slots=True)
class Uptake:
    """At the end of a month, of all meters of a region those that are paid for before."""

    region: str
    month: str
    prepaid: int
    meters: int

    @property
    def permille(self) -> int:
        return 1000 * self.prepaid // self.meters


def prepaid_meter(contract: Contract, day: date) -> PrepaidMeter | None:
    """The meter of a contract that is paid for before; None where none stands there."""
    fitting = meters_on(contract, day).filter(meter__prepaid__isnull=False).first()
    return PrepaidMeter.objects.select_related("meter").get(pk=fitting.meter_id) if fitting else None


def keys_of(meter: PrepaidMeter) -> MeterKeys:
    """Those that it has now, or will have when it has seen the tokens of their change."""
    return MeterKeys.objects.select_related("meter").filter(meter=meter).latest("rank")


def practice_on(commodity: str, day: date) -> Practice:
    """What the body set, or nothing in particular."""
    held = models.Practice.objects.filter(commodity=commodity, starts__lte=day).order_by("starts").last()
    if held is None:
        return Practice()
    return Practice(least=held.least, most=held.most, arrears_percent=held.arrears_percent, lent=held.lent)


def offer(contract: Contract, money: int, *, at: datetime, is_loan: bool = False) -> Offer:
    """What so much money buys now, line by line. Nothing is written.

    :raises VendingRefused: ``no_meter``, ``no_holder``, ``no_price``, ``too_little``, ``too_much``.
    """
    day = in_its_zone(at).date()
    meter, held = prepaid_meter(contract, day), holding_on(contract, day)
    if meter is None:
        raise VendingRefused("no_meter")
    if held is None:
        raise VendingRefused("no_holder")
    practice = practice_on(meter.meter.commodity, day)
    if money > practice.most:
        raise VendingRefused("too_much")
    debts = 0 if is_loan else debts_in(money, held.payer_id, practice)
    return _offer(tariffs_of(contract, day), month_so_far(meter, day), money, debts, practice)


def debts_in(money: int, payer: UUID, practice: Practice) -> int:
    """How much of the money goes to what is owed: a loan wholly, bills by the share that the body set."""
    lent = _left(loans_of(payer))
    owed = Payable.objects.open().filter(payer=payer, held_since=None).exclude(kind=PAYABLE)
    share = money * practice.arrears_percent // 100 if practice.arrears_percent else 0
    return min(money, lent + min(share, _left(owed) if share else 0))


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


def sales_of(contract: Contract) -> QuerySet[Sale]:
    """What was bought, the newest first: the history that a holder sees."""
    return contract.sales.select_related("payable", "meter__meter").order_by("-asked_at")


def bought_by_month(contract: Contract) -> list[dict[str, Any]]:
    """Quantity and money of each month in which something was bought."""
    sold = contract.sales.filter(state=Sale.State.VENDED)
    sums = sold.values("period").annotate(quantity=Sum("quantity"), amount=Sum("amount"))
    return [dict(row) for row in sums.order_by("period")]


def tokens_to_enter(sale: Sale) -> list[Token]:
    """What the buyer types, in this order: first the change of keys that the meter does not know yet."""
    change = Token.objects.filter(keys__given_with=sale).order_by("keys__rank", "rank")
    return [*change, *sale.tokens.order_by("rank")]


def printed(sale: Sale) -> list[str]:
    """The tokens as they stand on paper, in groups of four; TEST above those of a laboratory."""
    tokens = tokens_to_enter(sale)
    marked = [TEST_MARK] if any(token.is_test for token in tokens) else []
    return [*marked, *(grouped(token.digits) for token in tokens)]


def uptake(first: date, last: date, commodity: str = "") -> Iterator[Uptake]:
    """By region and month, how many meters are paid for before, and how many there are."""
    with connection.cursor() as cursor:
        cursor.execute(_UPTAKE, [first.replace(day=1), last, commodity, commodity])
        rows = cursor.fetchall()
    return (Uptake(*row) for row in rows)


def _offer(tariffs: list[Tariff], month: Month, money: int, debts: int, practice: Practice) -> Offer:
    try:
        quantity = bought_with(tariffs, month, money - debts)
        least = max(practice.least, debts + cost(tariffs, month, TENTH))
        lines = lines_of(tariffs, month, quantity)
    except NoPrice as error:
        raise VendingRefused("no_price") from error
    if not quantity or money < practice.least:
        raise VendingRefused("too_little", least)
    amount = cost(tariffs, month, quantity)
    currency = current_agency().currency
    return Offer(
        period=month_of(month.day),
        currency=currency,
        money=money,
        amount=amount,
        debts=debts,
        quantity=quantity,
        bought=month.bought,
        lines=lines,
    )


def _left(payables: QuerySet[Payable]) -> int:
    return sum(payable.left for payable in payables)

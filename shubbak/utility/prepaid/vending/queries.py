"""Reads: what a meter is, what was sold, how many are paid for before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, Sum

from shubbak.foundation.text import to_western_digits
from shubbak.utility.prepaid.sts.module import TEST_MARK, grouped
from shubbak.utility.prepaid.sts.pan import ELECTRICITY, pan_of
from shubbak.utility.prepaid.sts.refusals import TokenRefused
from shubbak.utility.prepaid.vending import models
from shubbak.utility.prepaid.vending.models import MeterKeys, PrepaidMeter, Sale, Token
from shubbak.utility.prepaid.vending.rules import Practice
from shubbak.utility.subscriptions.models import Contract, Fitting
from shubbak.utility.subscriptions.queries import contract_of, meters_on

COUNTED = (Sale.State.PAID, Sale.State.VENDED)
"""What a month has bought: what was paid, or lent."""
_ISSUERS = {11: ELECTRICITY, 13: "0000"}
"""By the figures on the plate of a meter."""
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


def meter_of_drn(typed: str) -> PrepaidMeter | None:
    """The meter on whose plate stands what was typed."""
    drn = "".join(filter(str.isalnum, to_western_digits(typed)))
    issuer = _ISSUERS.get(len(drn))
    try:
        pan = pan_of(drn, issuer) if issuer else None
    except TokenRefused:
        return None
    return PrepaidMeter.objects.select_related("meter").filter(pan=str(pan)).first() if pan else None


def number_of_contract(typed: str, day: date) -> str:
    """The number of the contract whose meter bears what was typed; of no such meter, what was typed."""
    meter = meter_of_drn(typed)
    fitted = Fitting.objects.on(day).filter(meter__prepaid=meter).values("point")
    found = Contract.objects.on(day).filter(point__in=fitted).first() if meter else None
    return found.number if found else typed


def meter_of_number(typed: str, day: date) -> PrepaidMeter | None:
    """By the number on its plate, or that of the contract at whose place it stands."""
    contract = contract_of(typed)
    return meter_of_drn(typed) or (prepaid_meter(contract, day) if contract else None)


def keys_of(meter: PrepaidMeter) -> MeterKeys:
    """Those that it has now, or will have when it has seen the tokens of their change."""
    return MeterKeys.objects.select_related("meter").filter(meter=meter).latest("rank")


def practice_on(commodity: str, day: date) -> Practice:
    """What the body set, or nothing in particular."""
    set_by_then = models.Practice.objects.filter(commodity=commodity, starts__lte=day)
    held = set_by_then.exclude(in_force_at=None).order_by("starts", "in_force_at", "pk").last()
    if held is None:
        return Practice()
    return Practice(least=held.least, most=held.most, arrears_percent=held.arrears_percent, lent=held.lent)


def sales_of(contract: Contract) -> QuerySet[Sale]:
    """What was bought, the newest first: the history that a holder sees."""
    return contract.sales.select_related("payable", "meter__meter").order_by("-asked_at")


def bought_by_month(contract: Contract, payer: UUID) -> list[dict[str, Any]]:
    """Quantity and money of each month in which that holder bought something."""
    sold = contract.sales.filter(state=Sale.State.VENDED, payer=payer)
    sums = sold.values("period").annotate(quantity=Sum("quantity"), amount=Sum("amount"))
    return [dict(row) for row in sums.order_by("period")]


def tokens_to_enter(sale: Sale) -> list[Token]:
    """What the buyer types, in this order: first the change of keys that the meter does not know yet."""
    change = Token.objects.filter(keys__given_with=sale).order_by("keys__rank", "rank")
    return [*change, *sale.tokens.order_by("rank")]


def key_tokens_due(meter: PrepaidMeter) -> list[Token]:
    """The tokens of a change of keys that were not shown with a sale yet: the meter wants them first."""
    due = Token.objects.filter(meter=meter, keys__rank__gt=0, keys__given_with=None)
    return list(due.order_by("keys__rank", "rank"))


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

"""What the homes with prepaid meters bought: asked, paid and vended, by the actions of a real sale."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from shubbak.agencies.queries import in_its_zone
from shubbak.config.demonstration.crowd import seeded
from shubbak.config.demonstration.dwellings import TOWN
from shubbak.config.demonstration.laboratory import lay_keys
from shubbak.journal.actions import action
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.actions import drain
from shubbak.payments.ledger.actions import receive
from shubbak.payments.ledger.rules import Received
from shubbak.utility.prepaid.vending import models
from shubbak.utility.prepaid.vending.actions import begin_purchase, set_practice, vend_sale
from shubbak.utility.prepaid.vending.models import PrepaidMeter, Sale
from shubbak.utility.prepaid.vending.rules import Practice
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.rules import Commodity

_AT_ONCE = 50
_MONEY = (3_000, 5_000, 5_000, 10_000)
_PRACTICE = Practice(least=500, most=100_000, arrears_percent=20, lent=1_000)
"""In thousandths of a rial, as are the amounts that people buy for."""


def open_shop(code: str, month: date) -> None:
    """From a month on tokens are sold, and a little is lent."""
    lay_keys(code)
    if not models.Practice.objects.exists():
        at = datetime.combine(month, time(8), UTC)
        set_practice(commodity=Commodity.ELECTRICITY, practice=_PRACTICE, on=month, actor=SYSTEM, at=at)


def tell_purchases(code: str, currency: str, month: date) -> int:
    """Each home buys once in a month, some twice; what was told before is left alone. How many are new."""
    wanted = _wanted(code, month)
    known = set(Sale.objects.filter(period=f"{month:%Y-%m}").values_list("key", flat=True))
    missing = [each for each in wanted if each[1] not in known]
    for start in range(0, len(missing), _AT_ONCE):
        _buy_some(code, currency, missing[start : start + _AT_ONCE])
    while missing and drain(at=missing[-1][2], limit=_AT_ONCE) == _AT_ONCE:
        pass
    return len(missing)


def _wanted(code: str, month: date) -> list[tuple[Contract, UUID, datetime, int]]:
    """Who buys when, with which key and for how much, in the order of time."""
    meters = PrepaidMeter.objects.filter(since__lte=month).values("meter__fittings__point")
    found = []
    for contract in Contract.objects.filter(point__in=meters).order_by("pk"):
        draw = seeded(code, "buys", contract.number, month)
        for part in range(1 + (draw.random() < 0.25)):
            day = month + timedelta(days=14 * part + draw.randrange(14))
            at = datetime.combine(day, time(5), UTC) + timedelta(minutes=draw.randrange(720))
            found.append((contract, UUID(int=draw.getrandbits(128)), at, draw.choice(_MONEY)))
    return sorted(found, key=lambda each: (each[2], each[0].pk))


@action
def _buy_some(code: str, currency: str, wanted: Sequence[tuple[Contract, UUID, datetime, int]]) -> None:
    for contract, key, at, money in wanted:
        sale = begin_purchase(contract=contract, money=money, key=key, actor=SYSTEM, at=at)
        if sale.state == Sale.State.ASKED:
            _pay(code, currency, sale, at)
        vend_sale(sale_id=sale.pk, at=at, actor=SYSTEM)


def _pay(code: str, currency: str, sale: Sale, at: datetime) -> None:
    channel = seeded(code, "pays", sale.key).choice(["app", "branch"])
    amount, bank = sale.payable.left, f"bank:{TOWN[code].bank}"
    money = Received(
        bank, f"P{sale.key.hex[:20]}", amount, currency, channel, bank, at, in_its_zone(at).date()
    )
    receive(money=money, payer=sale.payer_id, wanted=[(sale.payable_id, amount)], actor=SYSTEM, at=at)

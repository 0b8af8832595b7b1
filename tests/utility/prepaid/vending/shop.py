"""A contract with a prepaid meter, a module with the published test keys, and a buyer, for tests."""

from dataclasses import replace
from datetime import date, datetime
from itertools import count
from uuid import UUID, uuid4

from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger.actions import receive
from shubbak.payments.ledger.models import Payment
from shubbak.payments.ledger.rules import Received
from shubbak.utility.prepaid.sts.meters import MeterConfiguration
from shubbak.utility.prepaid.sts.pan import luhn_digit, pan_of
from shubbak.utility.prepaid.vending.actions import begin_purchase, enrol_meter, vend_sale
from shubbak.utility.prepaid.vending.models import Sale
from shubbak.utility.prepaid.vending.modules import InUse
from shubbak.utility.subscriptions.models import Contract, Meter
from shubbak.utility.subscriptions.rules import Commodity
from tests.utility.prepaid.lab import STA, module
from tests.utility.subscriptions import village

DAY = date(2026, 11, 17)
_references = count(1)


def keys(rank: int = 1, **changes) -> MeterConfiguration:
    body = f"{rank:010}"
    return replace(STA, **{"pan": pan_of(body + luhn_digit(body)), **changes})


def contract(at: datetime, rank: int = 1, on: date = date(2026, 11, 1), **changes) -> Contract:
    """An electricity contract whose meter takes tokens since the first of November 2026."""
    meter = village.meter(f"PM-{rank:06}", Commodity.ELECTRICITY, kind=Meter.Kind.PREPAID)
    code = f"E-{rank:04}"
    opened = village.contract(at, code, commodity=Commodity.ELECTRICITY, meter=meter, index=0, **changes)
    enrol_meter(meter=meter, keys=keys(rank), on=on, actor=village.CLERK, at=at)
    return opened


def in_use(**changed) -> InUse:
    return InUse(module(**changed), is_laboratory=True)


def ask(of: Contract, money: int, at: datetime, key: UUID | None = None) -> Sale:
    return begin_purchase(contract=of, money=money, key=key or uuid4(), actor=SYSTEM, at=at)


def pay(sale: Sale, at: datetime, reference: str = "", amount: int = 0) -> Payment:
    payable = sale.payable
    amount = amount or payable.amount
    money = Received(
        source="cashier",
        reference=reference or f"S{next(_references)}",
        amount=amount,
        currency=payable.currency,
        channel="cashier",
        into="cash",
        paid_at=at,
        business_day=DAY,
    )
    return receive(money=money, payer=payable.payer_id, wanted=[(payable.pk, amount)], actor=SYSTEM, at=at)


def bought(of: Contract, money: int, at: datetime, used: InUse | None = None) -> Sale:
    """Asked, paid and vended."""
    sale = ask(of, money, at)
    if sale.state == Sale.State.ASKED:
        pay(sale, at)
    return vend_sale(sale_id=sale.pk, at=at, in_use=used or in_use())

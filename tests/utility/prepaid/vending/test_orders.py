"""Orders to a meter, sales paid by any channel, and the last bill of a contract that becomes prepaid."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from shubbak.journal.models import Leaf
from shubbak.payments.ledger.actions import receive
from shubbak.payments.ledger.rules import Received
from shubbak.utility.bills.models import Bill
from shubbak.utility.prepaid.sts.contents import Instruction, Order
from shubbak.utility.prepaid.vending import audit
from shubbak.utility.prepaid.vending.actions import exchange_for_prepaid, order_meter, vend_sale
from shubbak.utility.prepaid.vending.models import Sale
from shubbak.utility.prepaid.vending.offers import offer
from shubbak.utility.prepaid.vending.queries import keys_of, prepaid_meter
from shubbak.utility.prepaid.vending.rules import VendingRefused
from shubbak.utility.subscriptions.rules import Commodity
from tests.utility.bills.street import read
from tests.utility.prepaid.vending.shop import DAY, ask, bought, contract, in_use, keys
from tests.utility.subscriptions import village

pytestmark = pytest.mark.usefixtures("agency")


@pytest.fixture(autouse=True)
def _all_is_well_at_the_end(agency):
    yield
    assert list(audit.problems()) == []


@pytest.fixture
def meter(at):
    return prepaid_meter(contract(at), DAY)


def ordered(meter, order, at, **more):
    told = {"key": uuid4(), "reason": "طلب الزبون", "actor": village.CLERK, "in_use": in_use(), **more}
    return order_meter(meter=meter, order=order, at=at, **told)


@pytest.mark.parametrize(
    ("order", "watts", "value"),
    [(Order.CLEAR_TAMPER, 0, 0), (Order.CLEAR_CREDIT, 0, 0xFFFF), (Order.MAXIMUM_POWER, 3000, 3000)],
)
def test_an_order_is_a_token_that_the_meter_understands(meter, at, order, watts, value):
    token = ordered(meter, order, at, watts=watts)
    said = in_use().module.verify(meter=keys_of(meter).configuration(), token=token.digits).content
    assert isinstance(said, Instruction)
    assert (said.order, said.value) == (order, value)
    assert token.is_test
    assert Leaf.objects.filter(what="vending.ordered").count() == 1


def test_an_order_asked_again_is_the_same_token(meter, at):
    key = uuid4()
    first = ordered(meter, Order.CLEAR_TAMPER, at, key=key)
    assert ordered(meter, Order.CLEAR_TAMPER, at + timedelta(hours=1), key=key).digits == first.digits


def test_orders_and_credits_of_one_minute_bear_minutes_of_their_own(at):
    place = contract(at)
    meter = prepaid_meter(place, DAY)
    tokens = [ordered(meter, Order.CLEAR_TAMPER, at), bought(place, 10_000, at).tokens.get()]
    tokens.append(ordered(meter, Order.CLEAR_TAMPER, at))
    assert len({token.tid for token in tokens}) == 3


def test_a_limit_of_power_says_how_much(meter, at):
    with pytest.raises(VendingRefused, match="no_limit"):
        ordered(meter, Order.MAXIMUM_POWER, at)


@pytest.mark.parametrize(
    ("source", "into"),
    [
        ("gateway:cmi", "gateway:cmi"),
        ("cashier", "cash"),
        ("bank:atlas", "bank:atlas"),
        ("statement", "bank"),
    ],
)
def test_a_sale_is_vended_whoever_took_its_money(at, source, into):
    sale = ask(contract(at), 10_000, at)
    payable = sale.payable
    money = Received(source, "R-1", payable.amount, payable.currency, source, into, at, DAY)
    receive(
        money=money, payer=payable.payer_id, wanted=[(payable.pk, payable.amount)], actor=village.CLERK, at=at
    )
    sale.refresh_from_db()
    assert sale.state == Sale.State.PAID
    assert vend_sale(sale_id=sale.pk, at=at, in_use=in_use()).tokens.count() == 1


def exchanged(place, index, at):
    told = {"keys": keys(), "on": DAY, "actor": village.CLERK, "at": at}
    return exchange_for_prepaid(contract=place, index_out=index, **told)


def test_what_the_old_meter_counted_since_its_last_reading_is_billed_at_the_exchange(at):
    place = village.contract(at, "E-0009", commodity=Commodity.ELECTRICITY)
    read(place, date(2026, 10, 31), 1_100)
    exchanged(place, 1_250_000, at)
    final = Bill.objects.get()
    assert (final.kind, final.quantity, final.last) == ("final", 250_000, DAY - timedelta(days=1))
    assert offer(place, 10_000, at=at).quantity


def test_the_last_index_is_not_below_one_that_was_read(at):
    place = village.contract(at, "E-0009", commodity=Commodity.ELECTRICITY)
    read(place, date(2026, 10, 31), 1_100)
    with pytest.raises(VendingRefused, match="below"):
        exchanged(place, 1_050_000, at)

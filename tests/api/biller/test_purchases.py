"""A bank sells credit of prepaid meters: the quote, the payment with its token, the same token again."""

from uuid import uuid4

import pytest
from django.utils import timezone

from shubbak.payments.biller.models import Bank
from shubbak.payments.ledger.models import Payment
from shubbak.payments.ledger.queries import credit_of
from shubbak.utility.prepaid.vending import audit
from shubbak.utility.prepaid.vending.actions import vend_sale
from shubbak.utility.prepaid.vending.models import PrepaidMeter, Sale, Token
from tests.utility.prepaid.vending import shop


@pytest.fixture
def place(counter, at, laboratory):
    return shop.contract(at)


@pytest.fixture
def plate(place):
    return PrepaidMeter.objects.get().drn


def buy(counter, meter, amount=100_00, reference="B-1", **changes):
    told = {"meter": meter, "amount": amount, "currency": "MAD", "channel": "app"}
    told["paid_at"] = timezone.now().isoformat()
    return counter.speaker.ask("POST", "/purchases", told | changes, reference)


def quote(counter, meter, amount=0):
    return counter.get(f"/quote?meter={meter}&amount={amount}")


def test_a_quote_says_what_money_buys_and_writes_nothing(counter, place, plate):
    told = quote(counter, plate, 100_00).told
    assert (told["meter"], told["unit"], told["contract"]) == (plate, "kWh", place.number)
    assert told["quantity"] > 0
    assert told["least"] <= told["amount"] <= 100_00
    assert "•••" in told["holder"]
    assert quote(counter, place.number, 100_00).told == told
    assert not Sale.objects.exists()


def test_below_the_least_amount_a_quote_is_of_nothing(counter, plate):
    told = quote(counter, plate, 1).told
    assert (told["amount"], told["quantity"]) == (0, 0)
    assert quote(counter, plate, told["least"]).told["quantity"] > 0
    assert buy(counter, plate, 1).reason == "too_little"
    assert not Payment.objects.exists()


def test_a_purchase_gives_its_token_and_its_rest_is_credit(counter, place, plate):
    quoted = quote(counter, plate, 100_00).told
    told = buy(counter, plate).told
    assert (told["state"], told["quantity"], told["test"]) == ("given", quoted["quantity"], True)
    assert (told["paid"], told["credit"]) == (quoted["amount"], 100_00 - quoted["amount"])
    assert told["tokens"] == [Token.objects.get().digits]
    assert credit_of(Sale.objects.get().payer_id) == told["credit"]
    assert list(audit.problems()) == []


def test_a_lost_answer_is_asked_for_again_and_is_the_same(counter, plate):
    first = buy(counter, plate)
    assert buy(counter, plate).content == first.content
    assert counter.get("/purchases/B-1").content == first.content
    assert (Sale.objects.count(), Token.objects.count(), Payment.objects.count()) == (1, 1, 1)
    assert buy(counter, plate, 100_01).reason == "other_body"


def test_a_module_that_is_away_makes_the_token_later(counter, plate, settings, tmp_path):
    (tmp_path / "miyah.toml").rename(tmp_path / "away.toml")
    told = buy(counter, plate).told
    assert (told["state"], told["tokens"]) == ("pending", [])
    (tmp_path / "away.toml").rename(tmp_path / "miyah.toml")
    again = counter.get("/purchases/B-1").told
    assert (again["state"], len(again["tokens"][0])) == ("given", 20)
    assert {**again, "state": "", "tokens": [], "test": False} == {**told, "state": "", "tokens": []}


def test_the_token_that_the_worker_made_meanwhile_is_the_one(counter, plate, tmp_path, at):
    (tmp_path / "miyah.toml").rename(tmp_path / "away.toml")
    buy(counter, plate)
    vend_sale(sale_id=Sale.objects.get().pk, at=at, in_use=shop.in_use())
    assert counter.get("/purchases/B-1").told["tokens"] == [Token.objects.get().digits]


def test_a_token_that_was_given_is_not_taken_back(counter, plate, tmp_path):
    buy(counter, plate)
    answer = counter.speaker.ask("POST", "/payments/B-1/reversal", {})
    assert (answer.status, answer.reason) == (409, "goods_given")
    (tmp_path / "miyah.toml").unlink()
    buy(counter, plate, reference="B-2")
    assert counter.speaker.ask("POST", "/payments/B-2/reversal", {}).told["state"] == "reversed"
    assert counter.get("/purchases/B-2").told["state"] == "reversed"


def test_a_payment_of_bills_is_no_purchase(counter, plate):
    counter.pay()
    assert counter.get("/purchases/T-1").reason == "unknown_payment"
    assert counter.get(f"/purchases/{uuid4().hex}").reason == "unknown_payment"
    assert buy(counter, plate, reference="T-1").reason == "other_body"
    assert not Sale.objects.exists()


def test_a_meter_that_nobody_has_counts_as_a_number_that_is_tried(counter, place):
    Bank.objects.update(unknown_per_hour=1)
    assert quote(counter, counter.contract.number).reason == "unknown_meter"
    assert quote(counter, place.number).reason == "shut"


def test_dues_are_found_by_the_number_on_the_plate(counter, place, plate):
    assert counter.get(f"/dues?contract={plate}").told["contract"] == place.number

"""A prepaid meter is charged at the portal: what money buys, the payment, the token and its reprint."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from shubbak.journal.rules import SYSTEM
from shubbak.notifications.models import Message
from shubbak.payments.online.models import Order
from shubbak.utility.prepaid.vending import extension
from shubbak.utility.prepaid.vending.actions import change_keys, set_practice
from shubbak.utility.prepaid.vending.models import Sale
from shubbak.utility.prepaid.vending.modules import InUse
from shubbak.utility.prepaid.vending.rules import ModuleAway, Practice
from shubbak.utility.subscriptions.models import Contract
from shubbak.utility.subscriptions.rules import Commodity
from tests.portal.test_paying import sent_on, text
from tests.utility.prepaid.vending import shop


@pytest.fixture
def at() -> Any:
    return timezone.now()


@pytest.fixture
def metered(agency: Any, laboratory: Any, at: Any) -> Contract:
    """A contract with a prepaid meter, in a body whose laboratory makes tokens."""
    return shop.contract(at, on=at.date().replace(day=1))


@pytest.fixture
def holder(metered: Contract, visitor: Client) -> Client:
    answer = visitor.post("/prepaid", {"number": metered.number, "fact": "identity", "typed": "2913"})
    assert answer["Location"] == home(metered)
    return visitor


def home(metered: Contract) -> str:
    return f"/contract/{metered.number}/prepaid"


def offered(holder: Client, metered: Contract, amount: str, by: str = "money") -> str:
    return text(holder.get(home(metered), {"by": by, "amount": amount}))


def buys(holder: Client, metered: Contract, amount: str) -> Any:
    page = holder.get(home(metered), {"by": "money", "amount": amount}).content.decode()
    fields = dict(re.findall(r'name="(key|money)" value="(.*?)"', page.partition("/buy")[2]))
    return holder.post(f"{home(metered)}/buy", fields)


def pays(holder: Client, dues: str, say: str = "paid") -> str:
    """At the page of the development gateway; the page of the order."""
    leaving = holder.post(dues, {"email": ""})["Location"]
    fields = sent_on(holder, leaving)
    back = holder.post("/pay/rehearsal", {**fields, "say": say})["Location"]
    return text(holder.get(holder.post(back)["Location"]))


def token_of(page: str) -> str:
    return "".join(re.findall(r"<span>(\d{4})</span>", page))


def has_token(holder: Client, metered: Contract, amount: str = "100") -> str:
    """Bought, paid, made: the page of the token."""
    page = pays(holder, buys(holder, metered, amount)["Location"])
    collect = re.search(r'action="(/contract/\S+/token)"', page)
    assert collect
    return str(holder.post(collect[1])["Location"])


def test_money_buys_units_and_says_how(holder: Client, metered: Contract) -> None:
    page = offered(holder, metered, "100")
    assert "المجموع مع احتساب الرسوم" in page
    assert Sale.objects.count() == 0


def test_so_many_units_take_so_much_money(holder: Client, metered: Contract) -> None:
    page = offered(holder, metered, "50", "units")
    assert re.search(r"50.{0,12}(kWh|ك\.و\.س|كيلوواط)", page)


def test_too_little_names_the_least_that_buys_something(holder: Client, metered: Contract, at: Any) -> None:
    practice = Practice(least=2_000)
    set_practice(commodity=Commodity.ELECTRICITY, practice=practice, on=at.date(), actor=SYSTEM, at=at)
    answer = holder.get(home(metered), {"by": "money", "amount": "1"})
    assert answer.status_code == 422
    assert "أقل مبلغ يسمح بالشحن الآن هو" in text(answer)


def test_a_jump_of_the_tariff_is_explained(holder: Client, metered: Contract, at: Any) -> None:
    shop.bought(metered, 17_000, at)
    page = offered(holder, metered, "200")
    assert "يعاد احتسابه كله بسعر الشطر الموالي" in page


def test_what_is_paid_is_shown_as_a_token_and_again_the_same(holder: Client, metered: Contract) -> None:
    place = has_token(holder, metered)
    page = text(holder.get(place))
    sale = Sale.objects.get()
    assert token_of(page) == sale.tokens.get().digits
    assert 'class="test">TEST' in page
    again = holder.post(f"{place}/token")["Location"]
    assert token_of(text(holder.get(again))) == token_of(page)


def test_the_number_of_the_meter_opens_the_contract_too(metered: Contract, visitor: Client) -> None:
    drn = metered.point.fittings.get().meter.prepaid.drn
    answer = visitor.post("/prepaid", {"number": drn, "fact": "identity", "typed": "2913"})
    assert answer["Location"] == home(metered)


def test_nobody_else_sees_a_token(holder: Client, metered: Contract) -> None:
    place = has_token(holder, metered)
    stranger = Client(headers={"host": "miyah.localhost"})
    assert stranger.get(place)["Location"] == "/prepaid"
    assert stranger.post(f"{place}/token")["Location"] == "/prepaid"


def test_a_purchase_that_nobody_paid_has_no_token(holder: Client, metered: Contract) -> None:
    buys(holder, metered, "100")
    place = f"{home(metered)}/{Sale.objects.get().pk}"
    assert token_of(text(holder.get(holder.post(f"{place}/token")["Location"]))) == ""


def test_a_machine_that_does_not_answer_is_asked_again(
    holder: Client, metered: Contract, monkeypatch: Any
) -> None:
    class Away:
        def issue_credit(self, **_: Any) -> None:
            raise ModuleAway

        def fetch_token_result(self, **_: Any) -> None:
            raise ModuleAway

    monkeypatch.setattr(extension, "_modules", [lambda _: Away()])
    place = has_token(holder, metered)
    assert "لا تؤدوا مرة ثانية" in text(holder.get(place))
    monkeypatch.setattr(extension, "_modules", [])
    holder.post(f"{place}/token")
    assert len(token_of(text(holder.get(place)))) == 20


def test_a_refused_card_buys_nothing(holder: Client, metered: Contract) -> None:
    page = pays(holder, buys(holder, metered, "100")["Location"], "refused")
    assert "/token" not in page
    assert Order.objects.get().state == Order.State.REFUSED
    assert Sale.objects.get().state == Sale.State.ASKED


def test_emergency_credit_is_paid_by_the_next_purchase(holder: Client, metered: Contract, at: Any) -> None:
    practice = Practice(lent=5_000)
    set_practice(commodity=Commodity.ELECTRICITY, practice=practice, on=at.date(), actor=SYSTEM, at=at)
    page = holder.get(home(metered)).content.decode()
    key = re.findall(r'name="key" value="(.*?)"', page.partition("/borrow")[2])[0]
    place = holder.post(f"{home(metered)}/borrow", {"key": key})["Location"]
    assert len(token_of(text(holder.get(place)))) == 20
    assert "/borrow" not in text(holder.get(home(metered)))
    assert "لتسديد ما بذمتكم" in offered(holder, metered, "100")


def test_the_next_key_of_a_meter_is_typed_before_its_next_credit(
    holder: Client, metered: Contract, at: Any
) -> None:
    meter = metered.point.fittings.get().meter.prepaid
    change_keys(meter=meter, new=shop.keys(key_revision=2), key=uuid4(), actor=SYSTEM, at=at)
    assert len(token_of(text(holder.get(home(metered))))) == 40
    page = text(holder.get(has_token(holder, metered)))
    assert len(token_of(page)) == 60
    assert page.count('class="test">TEST') == 3
    assert token_of(text(holder.get(home(metered)))) == ""


def test_a_token_is_sent_to_the_holder_and_no_more_than_thrice(holder: Client, metered: Contract) -> None:
    place = has_token(holder, metered)
    for _ in range(4):
        holder.post(f"{place}/send")
    told = Message.objects.filter(template="prepaid_token")
    assert told.count() == 3
    assert {message.address for message in told.filter(channel="sms")} == {"+212661000041"}


def test_purchases_stand_by_month_with_what_they_bought(holder: Client, metered: Contract, at: Any) -> None:
    shop.bought(metered, 10_000, at - timedelta(seconds=120), InUse(shop.module(), is_laboratory=True))
    page = text(holder.get(home(metered)))
    assert "صدر الرمز" in page
    assert "ما اشتريتموه شهرا بشهر" in page

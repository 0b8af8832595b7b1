"""Paying at the portal: what is owed, the way to the gateway and back, the receipt."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from shubbak.payments.ledger.queries import credit_of, dues_of
from shubbak.payments.online.actions import begin_order, resolve_orders
from shubbak.payments.online.links import order_path, pay_path_for
from shubbak.payments.online.models import Order
from tests.payments.ledger_of_test import SYSTEM, bill, paid, payer
from tools.gateway_stand_in import Gateway, Held

WORDS = {"ar": "فاتورة الماء لشهر أكتوبر", "fr": "Facture d’eau d’octobre"}


@pytest.fixture
def owed(agency):
    at = timezone.now()
    someone = payer(at)
    dues = [(40_776, at.date()), (5_000, at.date() + timedelta(days=30))]
    return someone, [bill(someone, amount, at, due_on, words=WORDS) for amount, due_on in dues]


@pytest.fixture
def cmi(agency, settings, tmp_path):
    settings.SHUBBAK_GATEWAYS = tmp_path
    keys = "URL=https://cards.example/fim/est3Dgate\nCLIENT_ID=600001\nSTORE_KEY=TEST1234\n"
    (tmp_path / "miyah.cmi").write_text(keys)


def opened(owed):
    return pay_path_for(payable.pk for payable in owed[1])


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def chosen(visitor, owed, **more):
    typed = {"take-0": "on", "part-0": "407,76", "email": ""} | more
    return visitor.post(opened(owed), typed)


def sent_on(visitor, path):
    """The fields that a page leads away with."""
    page = visitor.get(path).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(.*?)" value="(.*?)">', html.unescape(page)))


def rehearsed(visitor, owed, say, **more):
    """Through the page of the development gateway, to the order's page."""
    leaving = chosen(visitor, owed, **more)["Location"]
    fields = sent_on(visitor, leaving)
    assert "لا يُسحب أي مال" in text(visitor.post("/pay/rehearsal", fields))
    back = visitor.post("/pay/rehearsal", {**fields, "say": say})["Location"]
    return text(visitor.get(visitor.post(back)["Location"]))


def test_what_is_owed_is_shown_and_chosen(visitor: Client, owed):
    page = text(visitor.get(opened(owed)))
    assert WORDS["ar"] in page
    assert "407,76" in page
    assert "457,76" in page


def test_a_payment_ends_in_a_receipt(visitor: Client, owed):
    page = rehearsed(visitor, owed, "paid", email="zineb@example.ma")
    order = Order.objects.get()
    assert "تم أداء 407,76" in page
    assert order.oid in page
    assert "zineb@example.ma" in page
    assert dues_of(owed[0].pk) == 5_000


def test_a_part_is_paid_in_digits_of_the_east(visitor: Client, owed):
    rehearsed(visitor, owed, "paid", **{"part-0": "١٠٠٫٥"})
    assert dues_of(owed[0].pk) == 45_776 - 10_050


def test_a_refusal_is_said_kindly_and_leads_back(visitor: Client, owed):
    page = rehearsed(visitor, owed, "refused")
    assert "لم يُسحب أي مبلغ من بطاقتكم" in page
    assert "/pay/for/" in page
    assert dues_of(owed[0].pk) == 45_776


def test_an_unknown_outcome_says_not_to_pay_again(visitor: Client, owed):
    page = rehearsed(visitor, owed, "unknown")
    assert "لا تؤدوا من جديد" in page
    assert "هناك أداء قيد التحقق" in text(visitor.get(opened(owed)))


def test_what_was_paid_meanwhile_is_kept_as_credit_and_said(visitor: Client, owed):
    leaving = chosen(visitor, owed)["Location"]
    fields = sent_on(visitor, leaving)
    paid(owed[0], [(owed[1][0], 40_776)], timezone.now())
    visitor.post("/pay/rehearsal", {**fields, "say": "paid"})
    assert "رصيدا لصالحكم" in text(visitor.get(leaving.removesuffix("/go")))
    assert credit_of(owed[0].pk) == 40_776


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"part-0": "1000"}, "اكتبوا مبلغا لا يتجاوز"),
        ({"part-0": "كثير"}, "اكتبوا مبلغا لا يتجاوز"),
        ({"take-0": ""}, "اختاروا ما تؤدونه"),
        ({"email": "zineb"}, "name@example.com"),
    ],
)
def test_what_is_typed_wrong_is_said_and_stays(visitor: Client, owed, typed, words):
    answer = chosen(visitor, owed, **typed)
    assert answer.status_code == 422
    assert words in text(answer)
    assert not Order.objects.exists()


def test_what_is_paid_already_leaves_nothing_to_pay(visitor: Client, owed):
    paid(owed[0], [(payable, payable.amount) for payable in owed[1]], timezone.now())
    assert "لم يبق شيء للأداء" in text(visitor.get(opened(owed)))


def test_a_link_that_is_not_ours_opens_nothing(visitor: Client, owed):
    for path in ("/pay/for/" + "A" * 43, "/pay/order/" + "A" * 43, "/pay/order/x/go", "/pay/order/x/back"):
        assert visitor.get(path).status_code == 404


def test_the_page_of_cards_gets_its_form_and_no_other_place_does(visitor: Client, owed, cmi):
    leaving = visitor.get(chosen(visitor, owed)["Location"])
    assert "cards.example" in text(leaving)
    assert "form-action 'self' https://cards.example;" in leaving["Content-Security-Policy"] + ";"


def test_the_gateway_speaks_without_a_cookie_under_its_hash(visitor: Client, owed, cmi):
    fields = sent_on(visitor, chosen(visitor, owed)["Location"])
    stand_in, held = Gateway("TEST1234", "600001"), Held(fields, reference="26300001")
    program = Client(headers={"host": "miyah.localhost"}, enforce_csrf_checks=True)
    wrong, right = (stand_in._callback(held, "00", fault) for fault in ("wrong_hash", ""))
    answers = [program.post("/pay/callback/cmi", said).content.decode() for said in (wrong, right, right)]
    assert answers == ["FAILURE", "ACTION=POSTAUTH", "ACTION=POSTAUTH"]
    assert dues_of(owed[0].pk) == 5_000
    assert program.post("/pay/callback/development", right).status_code == 404


def test_who_lies_to_the_callback_is_soon_not_listened_to(visitor: Client, agency, cmi):
    answers = [visitor.post("/pay/callback/cmi", {"oid": "x"}).status_code for _ in range(70)]
    assert answers[0] == 200
    assert answers[-1] == 429


def test_a_browser_that_comes_back_proves_nothing(visitor: Client, owed, cmi):
    leaving = chosen(visitor, owed)["Location"]
    back = leaving.replace("/go", "/back")
    program = Client(headers={"host": "miyah.localhost"}, enforce_csrf_checks=True)
    answer = program.post(back, {"ProcReturnCode": "00", "Response": "Approved"})
    assert "نتحقق من أدائكم" in text(visitor.get(answer["Location"]))
    resolve_orders(at=timezone.now())
    assert Order.objects.get().state == "unknown"


def test_a_real_installation_without_a_contract_offers_nothing(visitor: Client, owed, settings):
    settings.SHUBBAK_BASE_DOMAIN = "example.ma"
    assert visitor.get(opened(owed)).status_code == 404
    assert visitor.post("/pay/rehearsal", {}).status_code == 404


def test_an_order_that_waits_leads_to_the_page_of_cards(visitor: Client, owed):
    wanted, at = [(owed[1][0].pk, 40_776)], timezone.now()
    order = begin_order(wanted=wanted, gateway="development", language="ar", address="", actor=SYSTEM, at=at)
    assert "لم يُؤد بعد" in text(visitor.get(order_path(order.pk)))

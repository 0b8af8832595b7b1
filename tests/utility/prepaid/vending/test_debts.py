"""Emergency credit, bills that are paid with a purchase, and what the body set."""

from uuid import uuid4

import pytest

from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger import audit as ledger
from shubbak.payments.ledger.actions import reverse_payment
from shubbak.payments.ledger.queries import credit_of, dues_of
from shubbak.utility.prepaid.vending import audit
from shubbak.utility.prepaid.vending.actions import lend, set_practice, vend_sale
from shubbak.utility.prepaid.vending.models import Sale
from shubbak.utility.prepaid.vending.offers import offer
from shubbak.utility.prepaid.vending.rules import Practice, VendingRefused
from shubbak.utility.subscriptions.rules import Commodity
from tests.payments.ledger_of_test import bill
from tests.utility.prepaid.vending.shop import DAY, ask, bought, contract, in_use, pay

pytestmark = pytest.mark.usefixtures("agency")


@pytest.fixture(autouse=True)
def _all_is_well_at_the_end(agency):
    yield
    assert [*audit.problems(), *ledger.problems()] == []


def practice(at, **told):
    set_practice(commodity=Commodity.ELECTRICITY, practice=Practice(**told), on=DAY, actor=SYSTEM, at=at)


def borrow(of, at):
    return lend(contract=of, key=uuid4(), actor=SYSTEM, at=at)


def test_a_loan_is_vended_unpaid_and_the_next_purchase_pays_it_first(at):
    place = contract(at)
    practice(at, lent=6_000)
    loan = vend_sale(sale_id=borrow(place, at).pk, at=at, in_use=in_use())
    assert (loan.state, loan.paid_at) == (Sale.State.VENDED, None)
    sale = bought(place, 20_000, at)
    loan.refresh_from_db()
    assert (sale.debts, loan.paid_at) == (loan.payable.amount, at)
    assert dues_of(sale.payer_id) == credit_of(sale.payer_id) == 0


def test_one_loan_at_a_time_and_none_where_the_body_lends_nothing(at):
    place = contract(at)
    with pytest.raises(VendingRefused, match="nothing_is_lent"):
        borrow(place, at)
    practice(at, lent=6_000)
    borrow(place, at)
    with pytest.raises(VendingRefused, match="lent_before"):
        borrow(place, at)


def test_a_share_of_a_purchase_goes_to_bills_once_its_token_is_made(at):
    place = contract(at)
    practice(at, arrears_percent=30)
    owed = bill(place.holdings.get().payer, 5_000, at)
    sale = ask(place, 10_000, at)
    assert sale.debts == 3_000
    pay(sale, at)
    owed.refresh_from_db()
    assert owed.paid == 0
    vend_sale(sale_id=sale.pk, at=at, in_use=in_use())
    owed.refresh_from_db()
    assert owed.paid == 3_000


def test_a_purchase_that_is_not_vended_is_credit_with_its_share_for_bills(at):
    place = contract(at)
    practice(at, arrears_percent=30)
    owed = bill(place.holdings.get().payer, 5_000, at)
    sale = bought(place, 10_000, at, in_use(key_expiry=0))
    owed.refresh_from_db()
    assert (sale.state, owed.paid) == (Sale.State.FAILED, 0)
    assert credit_of(sale.payer_id) == sale.payable.amount


def test_a_token_whose_payment_was_taken_back_is_owed_first(at):
    place = contract(at)
    sale = ask(place, 10_000, at)
    payment = pay(sale, at)
    vend_sale(sale_id=sale.pk, at=at, in_use=in_use())
    reverse_payment(payment_id=payment.pk, reason="", actor=SYSTEM, at=at, day=DAY)
    assert bought(place, 30_000, at).debts == sale.payable.amount
    sale.payable.refresh_from_db()
    assert sale.payable.is_settled


def test_too_little_says_how_much_would_do(at):
    place = contract(at)
    with pytest.raises(VendingRefused, match="too_little") as refused:
        offer(place, 100, at=at)
    assert offer(place, refused.value.least, at=at).quantity > 0


def test_too_much_is_refused(at):
    place = contract(at)
    practice(at, most=50_000)
    with pytest.raises(VendingRefused, match="too_much"):
        offer(place, 50_001, at=at)

"""From money to twenty digits: once, after its payment, the same when it is asked for again."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger.actions import reverse_payment
from shubbak.payments.ledger.queries import credit_of
from shubbak.utility.prepaid.sts.contents import Service
from shubbak.utility.prepaid.sts.module import TEST_MARK
from shubbak.utility.prepaid.vending import audit
from shubbak.utility.prepaid.vending.actions import resume_sales, vend_sale
from shubbak.utility.prepaid.vending.models import Sale, Token
from shubbak.utility.prepaid.vending.modules import InUse
from shubbak.utility.prepaid.vending.queries import printed
from shubbak.utility.prepaid.vending.rules import GIVE_UP_AFTER, OFFER_HOLDS, ModuleAway, VendingRefused
from tests.utility.prepaid.vending.shop import DAY, ask, bought, contract, in_use, keys, pay

pytestmark = pytest.mark.usefixtures("agency")


@pytest.fixture(autouse=True)
def _all_is_well_at_the_end(agency):
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert list(audit.problems()) == []


class Lossy:
    """A module whose first answers are lost on their way, before or after it made the token."""

    def __init__(self, losses):
        self.module, self.losses = in_use().module, list(losses)

    def issue_credit(self, **asked):
        lost = self.losses.pop(0) if self.losses else ""
        if lost == "before":
            raise ModuleAway
        made = self.module.issue_credit(**asked)
        if lost == "after":
            raise ModuleAway
        return made

    def fetch_token_result(self, *, message_id):
        return self.module.fetch_token_result(message_id=message_id)


def lossy(*losses):
    return InUse(Lossy(losses), is_laboratory=True)


def test_the_meter_reads_what_was_bought(at):
    sale = bought(contract(at), 10_000, at)
    said = in_use().module.verify(meter=keys(), token=sale.tokens.get().digits)
    assert (said.content.service, said.content.tenths) == (Service.ELECTRICITY, sale.tenths)
    assert said.issued_at == at


def test_a_token_of_a_laboratory_says_so_and_stands_in_groups_of_four(at):
    mark, line = printed(bought(contract(at), 10_000, at))
    assert mark == TEST_MARK
    assert [len(group) for group in line.split()] == [4] * 5


def test_nothing_is_vended_before_it_is_paid(at):
    sale = ask(contract(at), 10_000, at)
    assert vend_sale(sale_id=sale.pk, at=at, in_use=in_use()).state == Sale.State.ASKED
    pay(sale, at, amount=sale.payable.amount - 1)
    assert vend_sale(sale_id=sale.pk, at=at, in_use=in_use()).state == Sale.State.ASKED
    assert not Token.objects.exists()


def test_a_reprint_is_the_same_token(at):
    sale = bought(contract(at), 10_000, at)
    again = vend_sale(sale_id=sale.pk, at=at + timedelta(hours=3), in_use=in_use())
    assert printed(again) == printed(sale)
    assert Token.objects.count() == 1


def test_the_same_key_is_the_same_sale_and_with_other_money_refused(at):
    place, key = contract(at), uuid4()
    assert ask(place, 10_000, at, key).pk == ask(place, 10_000, at, key).pk
    with pytest.raises(VendingRefused, match="key_reused"):
        ask(place, 9_000, at, key)


def test_two_tokens_of_one_minute_bear_two(at):
    place = contract(at)
    first, second = (bought(place, 5_000, at).tid for _ in range(2))
    assert second == first + 1


@pytest.mark.parametrize("lost", ["before", "after"])
def test_a_lost_answer_is_fetched_or_asked_again_and_is_one_token(at, lost):
    used, sale = lossy(lost), ask(contract(at), 10_000, at)
    pay(sale, at)
    assert vend_sale(sale_id=sale.pk, at=at, in_use=used).state == Sale.State.PAID
    assert vend_sale(sale_id=sale.pk, at=at + timedelta(hours=1), in_use=used).state == Sale.State.VENDED
    said = in_use().module.verify(meter=keys(), token=Token.objects.get().digits)
    assert said.issued_at == at


def test_what_no_module_makes_becomes_credit_that_the_next_purchase_uses(at):
    place = contract(at)
    sale = bought(place, 10_000, at, in_use(key_expiry=0))
    assert (sale.state, sale.reason) == (Sale.State.FAILED, "key_expired")
    assert credit_of(sale.payer_id) == sale.payable.amount
    again = ask(place, 10_000, at)
    assert again.state == Sale.State.PAID
    assert credit_of(sale.payer_id) == 0


def test_a_module_that_stays_away_is_given_up_after_a_day(at):
    sale = ask(contract(at), 10_000, at)
    pay(sale, at)
    assert resume_sales(at=at) == 1  # no module is set up here
    assert Sale.objects.get().state == Sale.State.PAID
    resume_sales(at=at + GIVE_UP_AFTER + timedelta(minutes=1))
    assert Sale.objects.get().state == Sale.State.FAILED
    assert credit_of(sale.payer_id) == sale.payable.amount


def test_an_offer_that_nobody_paid_is_withdrawn_and_money_that_comes_late_is_credit(at):
    sale = ask(contract(at), 10_000, at)
    resume_sales(at=at + OFFER_HOLDS + timedelta(minutes=1))
    pay(sale, at + timedelta(days=2))
    assert Sale.objects.get().state == Sale.State.WITHDRAWN
    assert credit_of(sale.payer_id) == sale.payable.amount


def test_a_payment_that_is_taken_back_before_the_token_leaves_an_offer(at):
    sale = ask(contract(at), 10_000, at)
    payment = pay(sale, at)
    reverse_payment(payment_id=payment.pk, reason="", actor=SYSTEM, at=at, day=DAY)
    assert vend_sale(sale_id=sale.pk, at=at, in_use=in_use()).state == Sale.State.ASKED


def test_a_module_in_production_that_makes_tests_is_refused(at):
    sale = bought(contract(at), 10_000, at, in_use()._replace(is_laboratory=False))
    assert (sale.state, sale.reason) == (Sale.State.FAILED, "no_test_group")


def test_the_database_refuses_another_token_or_none(at):
    sale = bought(contract(at), 10_000, at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Token.objects.update(digits="0" * 20)
    with pytest.raises(DatabaseError), transaction.atomic():
        Sale.objects.filter(pk=sale.pk).update(quantity=1)


def test_the_database_refuses_a_sale_that_is_vended_without_its_token(at):
    sale = ask(contract(at), 10_000, at)
    pay(sale, at)
    vend_sale(sale_id=sale.pk, at=at, in_use=lossy("before"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError), transaction.atomic():
        Sale.objects.filter(pk=sale.pk).update(state="vended", ended_at=at, try_at=None)

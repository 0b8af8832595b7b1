"""From a bill that nobody pays to the cut, and back: in order, with notice, and only of what is still due."""

from datetime import timedelta

import pytest
from django.db import transaction

from shubbak.journal.rules import SYSTEM
from shubbak.notifications.models import Message
from shubbak.payments.debiting.actions import drop_collection
from shubbak.payments.ledger.actions import hold_payable, lapse_plans, release_payable
from shubbak.payments.ledger.models import Payable
from shubbak.utility.arrears import audit
from shubbak.utility.arrears.actions import (
    Done,
    grant_instalments,
    order_cuts,
    protect_contract,
    record_done,
    record_not_done,
    set_practice,
    unprotect_contract,
)
from shubbak.utility.arrears.models import Arrear, Order
from shubbak.utility.arrears.queries import due_for, text_on
from shubbak.utility.arrears.rules import ArrearsRefused, Step
from shubbak.utility.metering.extension import cuts_on
from tests.payments.debits_of_test import begun, debits, mandate
from tests.utility.arrears.arrears_of_test import arrear, head, noticed, ordered, owes, pays, reminded
from tests.utility.subscriptions.village import CLERK, contract

HOUR = timedelta(hours=1)


@pytest.fixture
def late(agency, at):
    """A contract of which a bill is two weeks late."""
    return contract(at)


@pytest.fixture
def bill(late, at) -> Payable:
    return owes(late, at)


@pytest.fixture
def order(late, bill, at) -> Order:
    return ordered(late, at)[0]


def cut(late, at, **changes) -> tuple[Order, object]:
    made, then = ordered(late, at)
    done = Done(then + HOUR, index=1_020_000, crew="فرقة 3", **changes)
    return record_done(order=made, done=done, staff=head(at), at=then + 2 * HOUR), then + 2 * HOUR


def test_each_night_whoever_is_late_is_reminded_once(late, bill, at):
    found = reminded(late, at)
    assert (found.state, found.is_reached) == ("reminded", True)
    assert reminded(late, at + timedelta(days=1)) == found
    assert Message.objects.filter(template="reminder").count() == 1


def test_nobody_is_reminded_before_the_day_nor_of_what_is_contested(late, bill, at):
    hold_payable(payable_id=bill.pk, reason="", actor=SYSTEM, at=at)
    owes(contract(at, "W-0002"), at, due_on=at.date() - timedelta(days=6))
    assert due_for(Step.REMINDER, at.date()) == []


def test_nobody_is_reminded_of_what_is_being_collected(late, bill, at):
    mandate(bill.payer, at)
    begun(at)
    assert due_for(Step.REMINDER, at.date()) == []
    [debit] = debits()
    drop_collection(collection_id=debit.collection_id, staff=head(at), at=at)
    assert len(due_for(Step.REMINDER, at.date())) == 1


def test_the_notice_names_a_day_on_which_one_may_be_cut(late, bill, at):
    found, then = noticed(late, at)
    assert found.noticed_amount == bill.amount
    assert (found.cut_from - found.noticed_at.date()).days >= 10
    assert due_for(Step.CUT, then.date())[0].arrear == found


def test_a_cut_is_ordered_done_and_known_to_whoever_reads_meters(late, bill, at):
    done, when = cut(late, at)
    assert (done.number, done.outcome, done.is_amiss) == ("2026-0000001", "done", False)
    assert cuts_on([late.pk], when.date()) == {late.pk: when.date()}
    assert arrear(late).state == "cut"
    assert list(audit.problems()) == []


def test_what_is_paid_is_restored_within_its_hours_and_at_an_end(late, bill, at):
    _, when = cut(late, at)
    pays(bill, when)
    back = Order.objects.open().get()
    assert (back.kind, back.by - when, arrear(late).state) == ("reconnection", 24 * HOUR, "restoring")
    record_done(order=back, done=Done(when + HOUR), staff=head(at), at=when + HOUR)
    assert (arrear(late).state, cuts_on([late.pk], when.date())) == ("ended", {})
    assert list(audit.problems()) == []


def test_the_fee_is_owed_where_the_body_has_one(late, bill, at):
    settings, texts = {"fee": 8_000}, {"fee": {"ar": "مقرر رقم 4"}}
    set_practice(starts=at.date(), settings=settings, texts=texts, actor=CLERK, at=at)
    cut(late, at)
    assert Payable.objects.get(kind="reconnection").amount == 8_000
    assert text_on(at.date(), "fee") == {"ar": "مقرر رقم 4"}


def test_payment_contest_and_instalments_withdraw_the_order(late, bill, order, at):
    for ease in (
        lambda: pays(bill, at),
        lambda: hold_payable(payable_id=bill.pk, reason="", actor=SYSTEM, at=at),
        lambda: grant_instalments(payable_id=bill.pk, parts=3, actor=SYSTEM, at=at, by_staff=True),
        lambda: protect_contract(
            contract=late, kind="life_support", reason="جهاز تنفس", staff=head(at), at=at
        ),
    ):
        _undone(ease, order)


def _undone(ease, order: Order) -> None:
    """What happened is seen and taken back."""
    with transaction.atomic():
        ease()
        order.refresh_from_db()
        assert order.outcome == "withdrawn"
        assert not Arrear.objects.filter(state="ordered").exists()
        transaction.set_rollback(True)
    order.refresh_from_db()


def test_what_was_contested_goes_on_where_it_stopped(late, bill, order, at):
    hold_payable(payable_id=bill.pk, reason="", actor=SYSTEM, at=order.ordered_at)
    assert due_for(Step.CUT, order.day) == []
    release_payable(payable_id=bill.pk, actor=SYSTEM, at=order.ordered_at)
    assert [each.arrear.state for each in due_for(Step.CUT, order.day)] == ["noticed"]


def test_a_broken_plan_is_gone_after_like_before(late, bill, at):
    found, then = noticed(late, at)
    grant_instalments(payable_id=bill.pk, parts=3, actor=SYSTEM, at=then, by_staff=True)
    assert due_for(Step.CUT, then.date()) == []
    broken = then + timedelta(days=40)
    assert lapse_plans(at=broken, day=broken.date()) == 1
    assert due_for(Step.CUT, broken.date())[0].arrear == found


def test_a_cut_that_had_been_withdrawn_is_noted_and_undone_at_once(late, bill, order, at):
    then = order.ordered_at
    pays(bill, then + HOUR)
    done = record_done(order=order, done=Done(then + 2 * HOUR), staff=head(at), at=then + 3 * HOUR)
    assert done.is_amiss
    assert (arrear(late).state, Payable.objects.filter(kind="reconnection").exists()) == ("restoring", False)
    assert list(audit.problems()) == []


def test_a_crew_that_could_not_says_why_and_it_is_ordered_again(late, bill, order, at):
    with pytest.raises(ArrearsRefused, match=r"^reason$"):
        record_not_done(order=order, remark=" ", crew="", staff=head(at), at=order.ordered_at)
    record_not_done(order=order, remark="الباب مغلق", crew="", staff=head(at), at=order.ordered_at)
    with pytest.raises(ArrearsRefused, match=r"^recorded_before$"):
        record_not_done(order=order, remark="الباب مغلق", crew="", staff=head(at), at=order.ordered_at)
    assert len(due_for(Step.CUT, order.day)) == 1


def test_a_day_without_cuts_and_a_day_past_are_refused(late, bill, at):
    found, then = noticed(late, at)
    friday = then.date() + timedelta(days=(4 - then.weekday()) % 7)
    for day, code in ((friday, "not_on_this_day"), (then.date() - timedelta(days=1), "day_passed")):
        with pytest.raises(ArrearsRefused, match=rf"^{code}$"):
            order_cuts(arrears=[found], day=day, staff=head(at), at=then)


def test_who_has_paid_meanwhile_is_left_out_of_the_batch(late, bill, at):
    found, then = noticed(late, at)
    pays(bill, then)
    made = order_cuts(arrears=[found], day=then.date(), staff=head(at), at=then)
    assert (made.orders, made.left_out) == ((), 1)


def test_a_protected_contract_is_not_cut_until_it_is_protected_no_more(late, bill, at):
    protect_contract(contract=late, kind="life_support", reason="جهاز تنفس", staff=head(at), at=at)
    _, then = noticed(late, at)
    assert due_for(Step.CUT, then.date()) == []
    unprotect_contract(contract=late, staff=head(at), at=then)
    assert len(due_for(Step.CUT, then.date())) == 1

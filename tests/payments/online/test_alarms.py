"""An alarm of an order is closed with its reason; money moves by two people."""

import pytest
from django.db import IntegrityError, transaction

from shubbak.journal.rules import Actor
from shubbak.payments.ledger import audit as ledger
from shubbak.payments.ledger.queries import credit_of, dues_of
from shubbak.payments.online import audit
from shubbak.payments.online.actions import close_alarm, decide_alarm
from shubbak.payments.online.models import AlarmClosing, Order
from shubbak.payments.online.rules import AlarmRefused
from tests.payments.online.test_orders import ordered, said

AMINA, KARIM = Actor("staff", "1"), Actor("staff", "2")


@pytest.fixture(autouse=True)
def _money_is_whole_at_the_end(agency):
    yield
    assert [*ledger.problems(), *audit.problems()] == []


def close(order, at, way="explained", reason="seen"):
    return close_alarm(order_id=order.pk, way=way, reason=reason, actor=AMINA, at=at)


def decide(closing, at, by=KARIM, grant=True):
    return decide_alarm(closing_id=closing.pk, is_granted=grant, actor=by, at=at)


@pytest.fixture
def other_amount(agency, at):
    """The gateway took 50 more than was asked."""
    someone, _owed, order = ordered(at, amount=100_00)
    said(order, amount=150_00)
    return someone, Order.objects.get()


def test_what_the_gateway_took_is_received_once_another_grants_it(other_amount, at):
    someone, order = other_amount
    closing = close(order, at, "received")
    with pytest.raises(AlarmRefused, match="asked_before"):
        close(order, at)
    decide(closing, at)
    order.refresh_from_db()
    assert (order.state, order.alarm, order.payment.amount) == ("paid", "", 150_00)
    assert (dues_of(someone.pk), credit_of(someone.pk)) == (0, 50_00)


def test_what_is_refused_leaves_the_alarm(other_amount, at):
    decide(close(other_amount[1], at, "received"), at, grant=False)
    assert (Order.objects.get().alarm, dues_of(other_amount[0].pk)) == ("amount", 100_00)


@pytest.mark.parametrize(
    ("way", "reason", "code"),
    [("reversed", "x", "not_this_way"), ("explained", " ", "reason_missing"), ("odd", "x", "not_this_way")],
)
def test_what_does_not_fit_is_refused(other_amount, at, way, reason, code):
    with pytest.raises(AlarmRefused, match=code):
        close(other_amount[1], at, way, reason)


def test_nobody_grants_what_they_asked_for(other_amount, at):
    closing = close(other_amount[1], at, "received")
    with pytest.raises(AlarmRefused, match="same_person"):
        decide(closing, at, by=AMINA)
    with pytest.raises(IntegrityError), transaction.atomic():
        AlarmClosing.objects.update(decided_by="1", decided_at=at, is_granted=True)


def test_it_is_decided_once_and_an_order_without_alarm_has_none(other_amount, at):
    closing = close(other_amount[1], at, "received")
    decide(closing, at)
    with pytest.raises(AlarmRefused, match="decided_before"):
        decide(closing, at)
    with pytest.raises(AlarmRefused, match="no_alarm"):
        close(other_amount[1], at)

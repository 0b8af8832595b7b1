"""Orders: begun, answered, never paid twice; asked for until it is known how they ended."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shubbak.journal.models import Leaf
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.models import Message
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.actions import cancel_payable
from shubbak.payments.ledger.models import Payment
from shubbak.payments.ledger.queries import credit_of, dues_of
from shubbak.payments.online import extension, queries
from shubbak.payments.online.actions import (
    begin_order,
    forget_addresses,
    note_return,
    read_day_file,
    resolve_orders,
    settle_order,
    take_callback,
)
from shubbak.payments.online.gateways.cmi import Account, Cmi
from shubbak.payments.online.gateways.rules import Asked, Fate, GatewayAway, Outcome
from shubbak.payments.online.links import order_token, pay_path_for
from shubbak.payments.online.models import DayDifference, Order
from shubbak.payments.online.rules import OrderRefused
from tests.payments.ledger_of_test import DAY, bill, paid, payer
from tools.gateway_stand_in import Gateway, Held

CMI = Cmi(Account("https://cards.example/fim/est3Dgate", "600001", "TEST1234"))


@pytest.fixture(autouse=True)
def _money_is_whole_at_the_end(agency):
    yield
    assert list(audit.problems()) == []


def begun(wanted, at, address=""):
    wanted = [(payable.pk, amount) for payable, amount in wanted]
    return begin_order(wanted=wanted, gateway="cmi", language="ar", address=address, actor=SYSTEM, at=at)


def ordered(at, amount=40_776, **more):
    someone = payer(at)
    owed = bill(someone, amount, at)
    return someone, owed, begun([(owed, amount)], at, **more)


def said(order, fate=Fate.PAID, at=None, amount=None, reference="26300001", reason=""):
    outcome = Outcome(order.oid, fate, reference, amount or order.amount, "MAD", reason)
    return settle_order(gateway="cmi", outcome=outcome, at=at or order.made_at)


@contextmanager
def gateway_says(monkeypatch, *outcomes):
    """What the gateway answers to each question, in turn; an exception is raised."""
    answers = iter(outcomes)

    class Asked(Cmi):
        def status(self, oid):
            answer = next(answers)
            if isinstance(answer, Exception):
                raise answer
            return answer

        def capture(self, oid):
            return self.status(oid)

    where = "shubbak.payments.online.actions.resolving.gateway_named"
    monkeypatch.setattr(where, lambda name: Asked(CMI._account))
    yield
    assert not list(answers)


def test_a_paid_order_is_one_payment_and_a_message(agency, at):
    someone, _, order = ordered(at, address="zineb@example.ma")
    assert (said(order).state, said(order).state) == ("paid", "paid")
    assert (dues_of(someone.pk), credit_of(someone.pk)) == (0, 0)
    assert Payment.objects.get().reference == order.oid
    assert Message.objects.get(template="online_receipt").address == "zineb@example.ma"


def test_refused_first_then_paid_is_paid_and_stays_so(agency, at):
    _, _, order = ordered(at)
    states = [said(order, fate).state for fate in (Fate.REFUSED, Fate.PAID, Fate.REFUSED, Fate.UNKNOWN)]
    assert states == ["refused", "paid", "paid", "paid"]


@given(st.lists(st.tuples(st.sampled_from(list(Fate)), st.sampled_from([40_776, 1])), max_size=6))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_comes_in_whatever_order_pays_once_and_only_the_very_amount(agency, at, words):
    someone, _, order = ordered(at)
    for fate, amount in words:
        said(order, fate, amount=amount)
    order.refresh_from_db()
    is_paid = (Fate.PAID, 40_776) in words
    assert (order.state == "paid") == is_paid == (dues_of(someone.pk) == 0)
    assert Payment.objects.filter(reference=order.oid).count() == is_paid


def test_another_amount_pays_nothing_and_is_an_alarm(agency, at):
    someone, _, order = ordered(at)
    assert said(order, amount=100).state == "unknown"
    assert [each.alarm for each in queries.orders_with_alarm()] == ["amount"]
    assert dues_of(someone.pk) == 40_776


def test_a_second_card_for_a_paid_order_is_an_alarm(agency, at):
    _, _, order = ordered(at)
    said(order)
    assert said(order, reference="26300002").alarm == "paid_again"


def test_a_bill_that_was_paid_meanwhile_becomes_credit(agency, at):
    someone, owed, order = ordered(at)
    paid(someone, [(owed, 40_776)], at)
    assert said(order).state == "paid"
    assert (credit_of(someone.pk), queries.kept_as_credit(Order.objects.get())) == (40_776, 40_776)


def test_a_bill_that_was_cancelled_meanwhile_becomes_credit(agency, at):
    someone, owed, order = ordered(at)
    cancel_payable(payable_id=owed.pk, reason="", actor=SYSTEM, at=at, day=DAY)
    said(order)
    assert credit_of(someone.pk) == 40_776


@pytest.mark.parametrize(
    ("amounts", "code"),
    [([], "nothing"), ([1] * 5, "too_many"), ([0], "amount"), ([101], "amount"), ([-5], "amount")],
)
def test_what_is_not_begun(agency, at, amounts, code):
    someone = payer(at)
    with pytest.raises(OrderRefused, match=code):
        begun([(bill(someone, 100, at), amount) for amount in amounts], at)


def test_a_part_is_paid_where_the_payable_allows_it(agency, at, monkeypatch):
    someone = payer(at)
    owed = bill(someone, 100, at)
    said(begun([(owed, 40)], at))
    assert dues_of(someone.pk) == 60
    monkeypatch.setattr(extension, "_whole", {"bill"})
    with pytest.raises(OrderRefused, match="whole"):
        begun([(owed, 20)], at)


def test_the_callback_is_answered_after_it_is_written_down(agency, at):
    _, _, order = ordered(at)
    asked = Asked(order.oid, order.amount, "MAD", "ar", "https://x/back", "https://x/call")
    held = Held(dict(CMI.begin(asked).fields), reference="26300001")
    stand_in = Gateway("TEST1234", "600001")
    right = list(stand_in._callback(held, "00", "").items())
    wrong = list(stand_in._callback(held, "00", "wrong_hash").items())
    other = list(stand_in._callback(held, "00", "other_amount").items())
    answers = [take_callback(gateway=CMI, posted=posted, at=at) for posted in (wrong, right, right, other)]
    assert answers == ["FAILURE", "ACTION=POSTAUTH", "ACTION=POSTAUTH", "FAILURE"]
    assert Leaf.objects.filter(what="online.disbelieved").count() == 1


def test_an_order_that_we_do_not_know_is_not_taken(agency, at):
    outcome = Outcome("SHBUNKNOWN", Fate.PAID, "1", 100, "MAD")
    assert settle_order(gateway="cmi", outcome=outcome, at=at) is None


def test_money_that_is_held_is_taken_when_we_ask(agency, at, monkeypatch):
    someone, _, order = ordered(at)
    held = Outcome(order.oid, Fate.HELD, "1", order.amount, "MAD")
    taken = Outcome(order.oid, Fate.PAID, "1", order.amount, "MAD")
    note_return(order_id=order.pk, at=at)
    with gateway_says(monkeypatch, held, taken):
        assert resolve_orders(at=at) == 1
    order.refresh_from_db()
    assert (order.state, order.ask_at, dues_of(someone.pk)) == ("paid", None, 0)


def test_a_gateway_that_is_away_leaves_it_unknown_and_is_asked_again(agency, at, monkeypatch):
    _, owed, order = ordered(at)
    note_return(order_id=order.pk, at=at)
    with gateway_says(monkeypatch, GatewayAway()):
        resolve_orders(at=at)
    order.refresh_from_db()
    assert (order.state, order.ask_at) == ("unknown", at + timedelta(minutes=10))
    assert queries.being_checked([owed.pk], at)


def test_what_nobody_tried_expires_after_half_an_hour_and_not_before(agency, at, monkeypatch):
    _, _, order = ordered(at)
    untried = Outcome(order.oid, Fate.REFUSED, reason="not_tried")
    for minutes, state in ((10, "waiting"), (31, "expired")):
        with gateway_says(monkeypatch, untried):
            resolve_orders(at=at + timedelta(minutes=minutes))
        order.refresh_from_db()
        assert order.state == state
    assert said(order).state == "paid"


def test_what_is_paid_here_and_unknown_there_is_an_alarm(agency, at, monkeypatch):
    _, _, order = ordered(at)
    said(order)
    with gateway_says(monkeypatch, Outcome(order.oid, Fate.REFUSED, reason="not_tried")):
        resolve_orders(at=at + timedelta(minutes=11))
    order.refresh_from_db()
    assert (order.state, order.alarm) == ("paid", "not_there")


def day(orders, on=DAY, at=None, more=""):
    lines = [f"{order.oid};1;{order.amount // 100}.{order.amount % 100:02};MAD" for order in orders]
    content = "\n".join(["oid;reference;amount;currency", *lines, more]).encode()
    return read_day_file(gateway="cmi", day=on, content=content, actor=SYSTEM, at=at)


def test_the_file_of_the_day_pays_what_was_lost_and_tells_the_rest(agency, at):
    (_, _, held), (_, _, lost), (_, _, alone) = (ordered(at, amount) for amount in (100, 200, 300))
    said(held)
    said(alone)
    file = day([held, lost], at=at, more="SHBSTRAY;9;4.00;MAD")
    found = {(each.kind, each.oid, each.mended) for each in file.differences.all()}
    assert found == {
        ("theirs_alone", lost.oid, True),
        ("theirs_alone", "SHBSTRAY", False),
        ("ours_alone", alone.oid, False),
    }
    lost.refresh_from_db()
    assert (lost.state, lost.filed) == ("paid", file)
    assert day([held, lost], at=at, more="SHBSTRAY;9;4.00;MAD") == file


def test_what_the_file_of_the_next_day_holds_is_no_difference_any_more(agency, at):
    _, _, order = ordered(at)
    said(order)
    day([], at=at)
    assert [each.oid for each in queries.differences_open()] == [order.oid]
    day([order], on=DAY + timedelta(days=1), at=at + timedelta(days=1))
    assert list(queries.differences_open()) == []


def test_what_stands_in_two_files_was_taken_twice(agency, at):
    _, _, order = ordered(at)
    said(order)
    day([order], at=at)
    again = day([order], on=DAY + timedelta(days=1), at=at, more="SHBX;1;1.00;MAD")
    assert ("twice", order.oid) in {(each.kind, each.oid) for each in again.differences.all()}


def test_what_stands_in_no_file_was_never_paid(agency, at):
    _, _, order = ordered(at)
    day([], at=at)
    order.refresh_from_db()
    assert order.state == "waiting"
    day([], on=DAY + timedelta(days=1), at=at + timedelta(days=1), more="SHBX;1;1.00;MAD")
    order.refresh_from_db()
    assert (order.state, order.reason, order.ask_at) == ("expired", "in_no_file", None)


def test_a_link_opens_what_stands_in_it_and_nothing_else(agency, at):
    _, owed, order = ordered(at)
    token = pay_path_for([owed.pk]).rpartition("/")[2]
    assert queries.payables_by_link(token) == [owed]
    assert queries.order_by_link(order_token(order.pk)) == order
    for wrong in (token[:-1], token[1:], f"{token}A", order_token(order.pk), "", "é", "A" * 2000):
        assert queries.payables_by_link(wrong) == []
    assert queries.order_by_link(token) is None


def test_where_receipts_went_is_forgotten_after_a_month(agency, at):
    _, _, order = ordered(at, address="zineb@example.ma")
    assert forget_addresses(at=at + timedelta(days=29)) == 0
    assert forget_addresses(at=at + timedelta(days=31)) == 1
    order.refresh_from_db()
    assert order.address == ""


def test_rows_of_differences_hold_amounts(agency, at):
    _, _, order = ordered(at, 100)
    said(order)
    day([], at=at)
    row = DayDifference.objects.get()
    assert (row.ours, row.theirs) == (100, 0)

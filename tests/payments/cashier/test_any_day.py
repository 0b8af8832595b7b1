"""Whatever happens at a till, money is kept: receipts, drawer and ledger say the same (as P5 does)."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shubbak.payments.cashier import audit
from shubbak.payments.cashier.actions import close_shift, counter_receipt
from shubbak.payments.cashier.extension import register_duty
from shubbak.payments.cashier.models import Receipt
from shubbak.payments.cashier.queries import expected_in
from shubbak.payments.cashier.rules import Means
from shubbak.payments.ledger import audit as ledger
from shubbak.payments.ledger.queries import balance_of_account, dues_of
from tests.payments.cashier_of_test import opened, taking, took
from tests.payments.ledger_of_test import bill, payer

ACTS = st.lists(
    st.tuples(st.sampled_from([*Means, "back"]), st.integers(1, 90_00), st.integers(0, 20_00)),
    max_size=12,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_any_day_at_a_till_keeps_the_money(agency, at, monkeypatch, acts):
    monkeypatch.setattr("shubbak.payments.cashier.extension._duties", {})
    register_duty("bill", lambda payable, amount: amount // 400)
    shift, someone = opened(at), payer(at)
    for act, amount, more in acts:
        standing = Receipt.objects.filter(shift=shift, counter_entry=None).first()
        if act == "back" and standing:
            counter_receipt(receipt_id=standing.pk, reason="x", staff=shift.cashier, is_head=False, at=at)
        elif act != "back":
            handed = amount + amount // 400 + more
            took(shift, someone, taking([(bill(someone, amount, at), amount)], means=act, handed=handed), at)
    kept = Receipt.objects.filter(shift=shift, counter_entry=None)
    assert expected_in(shift) == 200_00 + sum(each.total for each in kept if each.means == "cash")
    assert dues_of(someone.pk) == sum(
        each.amount for each in Receipt.objects.filter(shift=shift).exclude(counter_entry=None)
    )
    pieces = {1: expected_in(shift)}
    close_shift(shift_id=shift.pk, pieces=pieces, explanation="", staff=shift.cashier, is_head=False, at=at)
    assert balance_of_account("cash:C1:MAD") == 0
    assert [*ledger.problems(), *audit.problems()] == []

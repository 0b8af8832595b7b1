"""Whatever happens in whatever order, nobody is to be cut for what is contested, paid or in instalments."""

import random
from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger.actions import hold_payable, lapse_plans, release_payable
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.rules import LedgerRefused
from shubbak.utility.arrears import audit
from shubbak.utility.arrears.actions import (
    Done,
    grant_instalments,
    order_cuts,
    protect_contract,
    record_done,
    record_not_done,
    send_notices,
    unprotect_contract,
)
from shubbak.utility.arrears.actions.warning import follow
from shubbak.utility.arrears.models import Arrear, Order
from shubbak.utility.arrears.queries import (
    calendar_here,
    due_for,
    first_day_for,
    overdue,
    protected_on,
    rules_on,
)
from shubbak.utility.arrears.rules import ArrearsRefused, Step, why_no_cut_on
from tests.utility.arrears.arrears_of_test import head, owes, pays
from tests.utility.subscriptions.village import contract

STEPS = 200


class Town:
    """A few contracts, and a clerk who does one thing after the other by chance."""

    def __init__(self, seed: int, at: datetime) -> None:
        self.chance, self.at = random.Random(seed), at
        self.contracts = [contract(at, f"W-{rank:04}") for rank in range(3)]
        self.staff = head(at)

    def step(self) -> None:
        often = [self.bill, self.wait, self.night, self.notice, self.order, self.record]
        seldom = [self.pay, self.contest, self.release, self.plan, self.lapse, self.protect]
        deed = self.chance.choice(often * 4 + seldom)
        with suppress(ArrearsRefused, LedgerRefused):
            deed()

    def bill(self) -> None:
        owes(self.chance.choice(self.contracts), self.at, self.chance.randint(4_000, 60_000), self.at.date())

    def wait(self) -> None:
        self.at += timedelta(days=self.chance.choice([1, 4, 8, 15]))

    def night(self) -> None:
        follow(at=self.at)

    def notice(self) -> None:
        due = due_for(Step.NOTICE, self.at.date())
        send_notices(arrears=[each.arrear for each in due if each.arrear], staff=self.staff, at=self.at)

    def order(self) -> None:
        day = first_day_for(self.at.date())
        order_cuts(arrears=Arrear.objects.going_on(), day=day, staff=self.staff, at=self.at)

    def some(self) -> Payable:
        found = list(Payable.objects.open())
        if not found:
            raise LedgerRefused("nothing")
        return self.chance.choice(found)

    def pay(self) -> None:
        chosen = self.some()
        pays(chosen, self.at, self.chance.choice([None, max(1, chosen.left // 2)]))

    def contest(self) -> None:
        hold_payable(payable_id=self.some().pk, reason="", actor=SYSTEM, at=self.at)

    def release(self) -> None:
        release_payable(payable_id=self.some().pk, actor=SYSTEM, at=self.at)

    def plan(self) -> None:
        grant_instalments(payable_id=self.some().pk, parts=3, actor=SYSTEM, at=self.at, by_staff=True)

    def lapse(self) -> None:
        lapse_plans(at=self.at, day=self.at.date())

    def record(self) -> None:
        orders = list(Order.objects.exclude(outcome__in=["done", "not_done"]))
        if orders:
            chosen = self.chance.choice(orders)
            if self.chance.random() < 0.2:
                record_not_done(order=chosen, remark="مغلق", crew="", staff=self.staff, at=self.at)
            else:
                record_done(order=chosen, done=Done(self.at), staff=self.staff, at=self.at)

    def protect(self) -> None:
        chosen = self.chance.choice(self.contracts)
        if chosen.protections.filter(ends=None).exists():
            unprotect_contract(contract=chosen, staff=self.staff, at=self.at)
        else:
            protect_contract(contract=chosen, kind="protected", reason="س", staff=self.staff, at=self.at)


def look(town: Town) -> int:
    """No order to cut, and no cut, of anybody who does not owe enough; how many orders there were."""
    today = town.at.date()
    going_on = Arrear.objects.filter(state__in=["ordered", "cut"]).select_related("holding")
    for arrear in going_on:
        owed, _ = overdue([arrear.holding.payer_id], today).get(arrear.holding.payer_id, (0, None))
        is_part_paid = Payable.objects.filter(payer=arrear.holding.payer_id, paid__gt=0).exists()
        assert owed >= rules_on(today).least or (owed and is_part_paid)
        assert not protected_on([arrear.contract_id], today)
    orders = Order.objects.filter(kind="cut")
    for order in orders:
        assert not why_no_cut_on(order.day, calendar_here(), rules_on(order.day), home=True)
        assert order.arrear.noticed_at
    assert list(audit.problems()) == []
    return len(orders)


@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_cut_for_what_is_paid_contested_or_in_instalments(agency, at, seed):
    town = Town(seed, at)
    for _ in range(STEPS):
        town.step()
        look(town)
    assert look(town)

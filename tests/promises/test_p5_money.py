"""P5: a bill is never paid twice; money is never made or lost.

A state machine plays payers through the real actions against a model in dictionaries: after every step our
accounts hold what the model says, and the audit finds nothing. Then processes race over the same few
accounts: the same bills, the same references, reversals, cancellations, refunds and credit in between.
SHUBBAK_PROMISES is smoke (default), ci or full; SEED repeats the race.
"""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from shubbak.journal import audit as journal
from shubbak.journal.rules import SYSTEM, Actor
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.actions import (
    ask_refund,
    cancel_payable,
    decide_request,
    receive,
    reverse_payment,
    use_credit,
)
from shubbak.payments.ledger.models import Payable, Payment
from shubbak.payments.ledger.queries import balance_of_account, credit_of, dues_of
from shubbak.payments.ledger.rules import LedgerRefused, PayableFacts
from tests.payments.ledger_of_test import DAY, bill, money, payer, post_together
from tests.promises.money_model import Model

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
PLAYS, STEPS = {"smoke": (5, 25), "ci": (40, 50), "full": (400, 100)}[SIZE]
INTERLEAVINGS = {"smoke": 1_000, "ci": 50_000, "full": 1_000_000}[SIZE]
PROCESSES, WANTED_AT_ONCE, PAYERS = 2, 10, 6
AT = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
CLERK, HEAD = Actor("staff", "clerk"), Actor("staff", "head")
amounts = st.integers(1, 60)
BANK = "bank:attijari:MAD"


class Ledger(RuleBasedStateMachine):
    """The same acts on our ledger and on the model; every play is taken back at its end."""

    def __init__(self):
        super().__init__()
        self.play = transaction.atomic()
        self.play.__enter__()
        self.model, self.bank = Model(), balance_of_account(BANK)
        self.payers = {name: payer(AT) for name in ("amina", "karim")}
        self.model.credit = dict.fromkeys(self.payers, 0)
        self.bills, self.payments = {}, {}

    def teardown(self):
        transaction.set_rollback(True)
        self.play.__exit__(None, None, None)

    @rule(name=st.sampled_from(["amina", "karim"]), amount=amounts)
    def post(self, name, amount):
        key = f"bill {len(self.bills)}"
        self.bills[key] = bill(self.payers[name], amount, AT)
        self.model.post(key, name, amount)

    @precondition(lambda self: self.bills)
    @rule(data=st.data(), name=st.sampled_from(["amina", "karim"]), more=st.integers(0, 20))
    def pay(self, data, name, more):
        """Exactly, in part, too much, several bills at once, a neighbour's, cancelled ones."""
        chosen = data.draw(st.lists(st.sampled_from(sorted(self.bills)), max_size=3, unique=True))
        wanted = [(key, data.draw(amounts)) for key in chosen]
        amount = sum(part for _, part in wanted) + more
        if not amount:
            return
        key = f"P{len(self.payments)}"
        self.payments[key] = (name, wanted, amount, self.received(key, name, wanted, amount))
        self.model.pay(key, name, wanted, amount)

    def received(self, key, name, wanted, amount):
        meant = [(self.bills[bill].pk, part) for bill, part in wanted]
        came = money(amount, AT, key)
        return receive(money=came, payer=self.payers[name].pk, wanted=meant, actor=SYSTEM, at=AT)

    @precondition(lambda self: self.payments)
    @rule(data=st.data())
    def ask_again(self, data):
        key = data.draw(st.sampled_from(sorted(self.payments)))
        name, wanted, amount, payment = self.payments[key]
        assert self.received(key, name, wanted, amount) == payment
        with pytest.raises(LedgerRefused, match="other_body"):
            self.received(key, name, wanted, amount + 1)

    @precondition(lambda self: self.payments)
    @rule(data=st.data())
    def reverse(self, data):
        key = data.draw(st.sampled_from(sorted(self.payments)))
        if self.model.came[key].reversed or self.model.can_reverse(key):
            self.reversed(key)
            self.model.reverse(key)
        else:
            with pytest.raises(LedgerRefused, match="credit_spent"):
                self.reversed(key)

    def reversed(self, key):
        payment = self.payments[key][3]
        reverse_payment(payment_id=payment.pk, reason="", actor=CLERK, at=AT, day=DAY)

    @precondition(lambda self: self.bills)
    @rule(data=st.data())
    def cancel(self, data):
        key = data.draw(st.sampled_from(sorted(self.bills)))
        act = {"payable_id": self.bills[key].pk, "reason": "", "actor": CLERK, "at": AT, "day": DAY}
        if self.model.owed[key].cancelled:
            with pytest.raises(LedgerRefused, match="cancelled"):
                cancel_payable(**act)
        else:
            cancel_payable(**act)
            self.model.cancel(key)

    @rule(name=st.sampled_from(["amina", "karim"]))
    def use(self, name):
        order = sorted(self.bills, key=lambda key: self.bills[key].pk)
        mine = [key for key in order if self.model.owed[key].payer == name]
        use_credit(payer=self.payers[name].pk, actor=CLERK, at=AT, day=DAY)
        self.model.use(name, mine)

    @rule(name=st.sampled_from(["amina", "karim"]), amount=amounts)
    def refund(self, name, amount):
        act = {"payer": self.payers[name].pk, "amount": amount, "account": "bank:attijari", "reason": ""}
        if amount > self.model.credit[name]:
            with pytest.raises(LedgerRefused, match="not_enough_credit"):
                ask_refund(**act, actor=CLERK, at=AT)
            return
        asked = ask_refund(**act, actor=CLERK, at=AT)
        decide_request(request_id=asked.pk, is_granted=True, actor=HEAD, at=AT, day=DAY)
        self.model.refund(name, amount)

    @invariant()
    def our_accounts_hold_what_the_model_says(self):
        for name, who in self.payers.items():
            assert (dues_of(who.pk), credit_of(who.pk)) == (self.model.dues(name), self.model.credit[name])
        found = Payable.objects.in_bulk([payable.pk for payable in self.bills.values()])
        left = {key: found[payable.pk].left for key, payable in self.bills.items()}
        assert left == {key: owed.left for key, owed in self.model.owed.items()}
        assert balance_of_account(BANK) - self.bank == self.model.bank

    @invariant()
    def debits_are_credits(self):
        assert list(audit.problems()) == []


@pytest.mark.promise("P5")
def test_money_is_never_made_or_lost(agency):
    quiet = settings(
        max_examples=PLAYS,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Ledger, settings=quiet)


def posted(seed, count):
    """Bills of few payers, so many that each is asked for several times over."""
    chance = random.Random(seed)
    payers = [payer(AT) for _ in range(PAYERS)]
    rows = [
        PayableFacts(
            chance.choice(payers).pk, "bill", uuid4(), chance.randint(1, 50), DAY, DAY, reference=f"{rank}"
        )
        for rank in range(count)
    ]
    post_together(rows, AT)


def racer(seed, rank):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "shubbak.config.settings"}
    words = [sys.executable, "-m", "tests.promises.p5_racer", str(seed), str(rank), str(PROCESSES)]
    words.append(str(INTERLEAVINGS // WANTED_AT_ONCE))
    return subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.promise("P5")
def test_no_bill_is_paid_twice_however_many_pay_it_at_once(fresh_agency, capsys):
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32))
    posted(seed, max(60, INTERLEAVINGS // 8))
    racers = [racer(seed, rank) for rank in range(PROCESSES)]
    outputs = [process.communicate()[0] for process in racers]
    assert [process.returncode for process in racers] == [0] * PROCESSES
    done = sum((Counter(json.loads(output)) for output in outputs), Counter())
    with capsys.disabled():
        print(f"\nSEED={seed} P5 {SIZE}: {dict(done)}")
    assert done["tried"] >= INTERLEAVINGS
    assert Payment.objects.count() == done["payments"]
    assert [*audit.problems(), *journal.problems()] == []

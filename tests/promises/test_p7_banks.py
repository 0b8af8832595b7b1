"""P7 at the door of banks: a payment whose answer never came is resolved by its status, else by the file of
the day.

A line between a bank and us loses messages or answers. Some payments the bank asks after and tells again,
some it takes for made and some for not made, without asking. Its file of the day then differs in just these,
and once each is told again or taken back, the next file matches. SHUBBAK_PROMISES is smoke (default), ci or
full; SEED draws the same lots again.
"""

import os
import random

import pytest
from django.utils import timezone

from shubbak.payments.biller.models import Bank
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.models import Payment
from tests.api.biller.counter import opened_counter, through_the_door
from tools.bank_simulator.script import file_of

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
PAYMENTS = {"smoke": 40, "ci": 300, "full": 3_000}[SIZE]
SEED = int(os.environ.get("SEED") or random.SystemRandom().getrandbits(31))
TIMES = 12  # a bank asks again until it is answered; so many in a row are all lost once in 100,000
KINDS = ("only_theirs", "only_ours", "amount_differs", "state_differs")
NONE = {kind: set() for kind in KINDS}

pytestmark = pytest.mark.promise("P7")


class Lossy:
    """The transport of a bank: a message is lost on its way here, or its answer on its way back."""

    def __init__(self, lots):
        self.lots, self.lost = lots, 0

    def __call__(self, *message):
        loses = self.lots.choice(("", "", "request", "answer"))
        self.lost += bool(loses)
        if loses == "request":
            raise TimeoutError
        answer = through_the_door(*message)
        if loses == "answer":
            raise ConnectionResetError
        return answer


class Books:
    """What the bank did, and what it takes for paid: reference and amount."""

    def __init__(self, counter, lots):
        self.counter, self.lots, self.paid, self.told = counter, lots, {}, {}

    @property
    def lost(self):
        return self.counter.speaker.transport.lost

    def pay(self, reference):
        amount = self.lots.randint(1, 500)
        self.told[reference] = self.counter.body(amount)
        try:
            is_paid = self.send(reference).status == 201
        except OSError:
            way = self.lots.choice((self.ask, self.ask, lambda _: True, lambda _: False))
            is_paid = way(reference)
        if is_paid:
            self.paid[reference] = amount

    def send(self, reference):
        return self.counter.speaker.ask("POST", "/payments", self.told[reference], reference)

    def ask(self, reference):
        """Whether it is paid: its status says so, and what never came is told again, under its own key."""
        state = until_answered(lambda: self.counter.get(f"/payments/{reference}"))
        assert state.status in {200, 404}, state
        return state.status == 200 or until_answered(lambda: self.send(reference)).status == 201

    def take_back(self, reference):
        path = f"/payments/{reference}/reversal"
        assert until_answered(lambda: self.counter.speaker.ask("POST", path, {})).status == 200

    def differences(self, day):
        """What our answer to the file of the day names, list by list."""
        lines = [
            {"reference": name, "amount": amount, "currency": "MAD", "state": "paid"}
            for name, amount in self.paid.items()
        ]
        path, file = f"/days/{day}/file", file_of(day, lines)
        told = until_answered(lambda: self.counter.speaker.ask("POST", path, file)).told
        assert told["matched"] == len(lines) - len(told["only_theirs"])
        return {kind: {each["reference"] for each in told[kind]} for kind in KINDS}


def until_answered(message):
    for _ in range(TIMES):
        try:
            return message()
        except OSError:
            continue
    raise AssertionError("the line lost every message")


@pytest.fixture
def books(agency, at, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at)
    monkeypatch.setattr("time.time", at.timestamp)
    counter, lots = opened_counter(at), random.Random(SEED)
    Bank.objects.update(per_minute=10**9)
    counter.speaker.transport = Lossy(lots)
    return Books(counter, lots)


def ours():
    return dict(Payment.objects.filter(reversed_at=None).values_list("reference", "amount"))


def test_what_a_bank_never_heard_of_is_told_by_the_status_or_by_the_file_of_the_day(books, at, capsys):
    for rank in range(PAYMENTS):
        books.pay(f"LOST-{rank}")
    taken_for_paid, taken = set(books.paid) - set(ours()), set(ours()) - set(books.paid)
    expected = NONE | {"only_theirs": taken_for_paid, "only_ours": taken}
    day = until_answered(lambda: books.counter.get("/today")).told["business_day"]
    assert books.differences(day) == expected
    for reference in sorted(taken_for_paid):
        assert until_answered(lambda reference=reference: books.send(reference)).status == 201
    for reference in sorted(taken):
        books.take_back(reference)
    with capsys.disabled():
        print(f"\nP7 banks {SIZE} SEED={SEED}: {PAYMENTS} payments, {books.lost} messages lost,")
        print(f"{len(taken_for_paid)} and {len(taken)} wrongly taken for paid and for not paid")
    assert books.differences(day) == NONE
    assert ours() == books.paid
    assert list(audit.problems()) == []

"""P7: a payment whose outcome is unknown can always be resolved.

Orders are paid at the stand-in of a card page. A line between us loses the request, the answer or both, of
the gateway's callback and of our status call; some orders can never be asked for. Then the files of the days
come, with faults of their own. Each order ends as no payment or exactly one, and the list of differences is
what was done. SHUBBAK_PROMISES is smoke (default), ci or full; SEED draws the same lots again.
"""

import os
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger import audit
from shubbak.payments.ledger.models import Payment
from shubbak.payments.ledger.queries import credit_of, dues_of
from shubbak.payments.online.accounts import gateway_in_use
from shubbak.payments.online.actions import begin_order, read_day_file, resolve_orders
from shubbak.payments.online.gateways import cmi
from shubbak.payments.online.gateways.rules import Asked
from shubbak.payments.online.models import Order
from tests.payments.ledger_of_test import bill, payer
from tools.gateway_stand_in import Gateway

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
ORDERS = {"smoke": 40, "ci": 300, "full": 5_000}[SIZE]
SEED = int(os.environ.get("SEED") or random.SystemRandom().getrandbits(31))
DAY = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
LATER = [
    timedelta(minutes=12),
    timedelta(minutes=45),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=10),
]
FAULTS = ("", "drop_request", "drop_answer", "twice", "refuse_first", "wrong_hash", "other_amount", "silent")
KEYS = "URL=https://cards/fim\nCLIENT_ID=600001\nSTORE_KEY=TEST1234\nAPI_URL=https://cards/api\nAPI_NAME=us\n"

pytestmark = pytest.mark.promise("P7")


class Line:
    """Between us and the gateway. Nobody can ask for deaf orders; of the other calls some are lost."""

    def __init__(self, gateway, lots):
        self.gateway, self.lots, self.deaf = gateway, lots, set()

    def open(self, request, timeout):
        """What we ask: lost on the way there, on the way back, or answered."""
        lost = self.lots.choice(("", "", "request", "answer"))
        if lost == "request" or any(oid.encode() in request.data for oid in self.deaf):
            raise TimeoutError
        told = self.gateway.told(request.data)
        if lost == "answer":
            raise ConnectionResetError
        return BytesIO(told.encode())


class Cards(Gateway):
    """The stand-in, whose callback comes to our door without a network."""

    def _call(self, said, address):
        door = Client(headers={"host": "miyah.localhost"})
        posted = door.post("/pay/callback/cmi", urlencode(said), "application/x-www-form-urlencoded")
        self.answers.append(posted.content.decode())
        return self.answers[-1]


@pytest.fixture
def cards(agency, settings, tmp_path, monkeypatch):
    settings.SHUBBAK_GATEWAYS, settings.SHUBBAK_HOURLY_LIMITS = tmp_path, {"callback": 10**8}
    (tmp_path / "miyah.cmi").write_text(KEYS)
    gateway = Cards("TEST1234", "600001")
    gateway.line = Line(gateway, random.Random(SEED))
    monkeypatch.setattr(cmi, "_OPENER", gateway.line)
    monkeypatch.setattr(timezone, "now", lambda: DAY)
    return gateway


def paid_at(cards, lots):
    """One order through the page of cards, with the fault that it meets."""
    someone, amount = payer(DAY), lots.randint(1, 900_000)
    owed = bill(someone, amount, DAY)
    order = begin_order(
        wanted=[(owed.pk, amount)], gateway="cmi", language="ar", address="", actor=SYSTEM, at=DAY
    )
    fault = lots.choice(FAULTS)
    if lots.random() < 0.3:
        cards.line.deaf.add(order.oid)
    address = "https://miyah/pay"
    asked = Asked(order.oid, amount, "MAD", "ar", address, address)
    cards.pay(dict(gateway_in_use().begin(asked).fields), fault)
    return order.oid, (fault, someone.pk, amount)


def ask_for_all(at):
    while resolve_orders(at=at) == 50:
        pass


def file_of(cards, lots):
    """The gateway's file of the day, and what was done to it."""
    head, *lines = cards.day().splitlines()
    done, written = set(), [head]
    for line in lines:
        oid, reference, _, currency = line.split(";")
        match lots.choice(("", "", "", "", "leave_out", "amount", "twice")):
            case "leave_out":
                done.add(("ours_alone", oid))
            case "amount":
                done.add(("amount", oid))
                written.append(f"{oid};{reference};1000000.00;{currency}")
            case "twice":
                done.add(("twice", oid))
                written += [line, line]
            case _:
                written.append(line)
    written += ["SHBSTRANGER;1;5.00;MAD"]
    return "\n".join(written).encode(), done | {("theirs_alone", "SHBSTRANGER")}


def test_whatever_is_lost_each_order_is_paid_once_or_not_at_all(cards, capsys):
    lots = random.Random(SEED)
    orders = dict(paid_at(cards, lots) for _ in range(ORDERS))
    for later in LATER:
        ask_for_all(DAY + later)
    taken_by_hand(cards, lots)
    content, done = file_of(cards, lots)
    expected = done_to(done, cards)
    evening = DAY + timedelta(hours=13)
    file = read_day_file(gateway="cmi", day=DAY.date(), content=content, actor=SYSTEM, at=evening)
    assert {(each.kind, each.oid) for each in file.differences.all()} == expected
    tomorrow = DAY + timedelta(days=1)
    read_day_file(gateway="cmi", day=tomorrow.date(), content=EMPTY, actor=SYSTEM, at=tomorrow)
    ends = Counter(end_of(oid, *facts) for oid, facts in orders.items())
    with capsys.disabled():
        print(f"\nP7 {SIZE} SEED={SEED}: {ORDERS} orders, {dict(ends)}, {len(expected)} differences told")
    assert list(audit.problems()) == []


EMPTY = b"oid;reference;amount;currency\n"


def taken_by_hand(cards, lots):
    """Somebody at the bank takes money that was held and of which we never heard."""
    held = [oid for oid, each in cards.orders.items() if each.state == "A"]
    for oid in held:
        if lots.random() < 0.5:
            cards.orders[oid].state = "S"


def done_to(done, cards):
    """What the file must differ in: what was done to it, and what one side alone knows of when it comes."""
    here = set(Order.objects.filter(state="paid").values_list("oid", flat=True))
    there = {oid for oid, each in cards.orders.items() if each.state == "S"}
    left_out = {oid for kind, oid in done if kind == "ours_alone"}
    told = {(kind, oid) for kind, oid in done if kind in {"theirs_alone", "twice"}}
    told |= {(kind, oid) for kind, oid in done if kind == "amount" and oid in here}
    told |= {("theirs_alone", oid) for oid in there - here - left_out}
    return told | {("ours_alone", oid) for oid in here - (there - left_out)}


def end_of(oid, fault, someone, amount):
    """How an order ended; nothing is left in the middle but what an alarm shows."""
    order = Order.objects.get(oid=oid)
    payments = Payment.objects.filter(reference=oid).count()
    assert payments == (order.state == "paid")
    assert dues_of(someone) == (0 if payments else amount)
    assert credit_of(someone) == 0
    assert order.state in {"paid", "refused", "expired"} or order.alarm, (fault, order.state)
    if fault in {"", "twice", "refuse_first", "drop_answer"}:
        assert order.state == "paid"
    if fault in {"wrong_hash", "silent"}:
        assert order.state != "paid"
    return order.state if not order.alarm else f"{order.state}, alarm"

"""P8: no prepaid token without payment, no payment without its token or its credit.

A process that sells is killed at random instants between offer, payment, module and commit. Started again,
it repeats each request whose end it does not know. SHUBBAK_PROMISES is smoke (default), ci or full.
"""

import os
import random
import subprocess
import sys
import time
from uuid import UUID

import pytest
from django.db import connection

from shubbak.payments.ledger import audit as ledger
from shubbak.payments.ledger.models import Payment
from shubbak.payments.ledger.queries import credit_of
from shubbak.utility.prepaid.vending import audit
from shubbak.utility.prepaid.vending.actions import vend_sale
from shubbak.utility.prepaid.vending.models import PrepaidMeter, Sale, Token
from shubbak.utility.prepaid.vending.queries import printed
from tests.utility.prepaid.vending.shop import contract, in_use
from tests.utility.subscriptions import village

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
SALES, KILLS, METERS = {"smoke": (30, 3, 3), "ci": (500, 20, 8), "full": (10_000, 200, 20)}[SIZE]
STARTED, PATIENCE = 30.0, 60.0 + SALES / 2  # seconds
SHORTEST, LONGEST = 0.0, 0.25
pytestmark = pytest.mark.promise("P8")


@pytest.fixture
def chance():
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32))
    print(f"SEED={seed}")
    return random.Random(seed)


@pytest.fixture
def wanted(fresh_agency, at, tmp_path, chance):
    """What buyers want: a key and a contract each; the last meter's tokens are refused by the module."""
    holder = village.person(at)
    numbers = [contract(at, rank, holder=holder).number for rank in range(1, METERS + 1)]
    lines = [f"{UUID(int=chance.getrandbits(128))} {chance.choice(numbers)}" for _ in range(SALES)]
    path = tmp_path / "wanted"
    path.write_text("\n".join(lines))
    return path


def started(wanted, shown) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "shubbak.config.settings"}
    refused = PrepaidMeter.objects.order_by("-pan").values_list("pan", flat=True)[0]
    command = [sys.executable, "-m", "tests.promises.p8_seller", str(wanted), str(shown), refused]
    return subprocess.Popen(command, env=environment)


def sold(shown) -> int:
    return len(shown.read_text().splitlines())


def kill_again_and_again(wanted, shown, chance) -> int:
    """Kill the seller after some sales and a little more; then let it come to its end."""
    kills = 0
    for rank in range(KILLS):
        seller, due = started(wanted, shown), (rank + 1) * SALES // (KILLS + 2)
        until = time.monotonic() + STARTED + PATIENCE
        while seller.poll() is None and sold(shown) < due and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(chance.uniform(SHORTEST, LONGEST))
        kills += seller.poll() is None
        seller.kill()
        seller.wait()
    seller = started(wanted, shown)
    assert seller.wait(STARTED + PATIENCE) == 0
    return kills


def test_no_token_without_payment_and_no_payment_without_token_or_credit(
    wanted, tmp_path, chance, at, capsys
):
    shown = tmp_path / "shown"
    shown.touch()
    kills = kill_again_and_again(wanted, shown, chance)
    papers = dict(line.split("|") for line in shown.read_text().splitlines())
    ended = {str(sale.key): sale for sale in Sale.objects.all()}
    with capsys.disabled():
        vended = sum(sale.state == Sale.State.VENDED for sale in ended.values())
        print(f"\nP8 {SIZE}: {len(ended)} of {SALES} sold, {vended} vended, {kills} kills")
    assert papers.keys() == ended.keys()
    assert len(papers) == SALES
    for key, sale in ended.items():
        again = vend_sale(sale_id=sale.pk, at=at, in_use=in_use())
        assert papers[key] == (" ".join(printed(again)) or sale.state)
    _every_payment_has_its_token_or_its_credit()
    assert [*audit.problems(), *ledger.problems()] == []


def _every_payment_has_its_token_or_its_credit() -> None:
    """Counted from the money: what came is what tokens cost, and what payers still have."""
    came = sum(Payment.objects.values_list("amount", flat=True))
    vended = Sale.objects.filter(state=Sale.State.VENDED)
    assert Token.objects.count() == vended.count()
    credit = sum(credit_of(payer) for payer in set(Sale.objects.values_list("payer", flat=True)))
    assert came == sum(sale.amount + sale.debts for sale in vended) + credit
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM vending_token WHERE sale_id IS NULL")
        assert cursor.fetchone() == (0,)

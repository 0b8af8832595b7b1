"""A process of P5: threads that pay, reverse, cancel, use credit and pay it out, all at the same accounts."""

import json
import random
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from shubbak.agencies.models import Agency  # noqa: E402
from shubbak.agencies.schema import look_at  # noqa: E402
from shubbak.journal.rules import SYSTEM, Actor  # noqa: E402
from shubbak.payments.ledger.actions import (  # noqa: E402
    ask_refund,
    cancel_payable,
    decide_request,
    receive,
    reverse_payment,
    use_credit,
)
from shubbak.payments.ledger.models import Payable  # noqa: E402
from shubbak.payments.ledger.rules import LedgerRefused, Received  # noqa: E402

THREADS, AT_ONCE, WINDOW = 3, 10, 12
AGAIN, REVERSED, CANCELLED, USED, REFUNDED = 0.1, 0.06, 0.02, 0.05, 0.02
AT, DAY = datetime(2026, 11, 17, 9, 0, tzinfo=UTC), date(2026, 11, 17)
CLERK, HEAD = Actor("staff", "clerk"), Actor("staff", "head")
Plan = tuple[int, str, int, list[int], list[int]]


def planned(seed: int, count: int, bills: int) -> list[Plan]:
    """Rank, reference, who pays, which bills and how much of each; some come under the same reference."""
    chance, plans = random.Random(seed), []
    for rank in range(count):
        if plans and chance.random() < AGAIN:
            plans.append(chance.choice(plans[-20:]))
            continue
        middle = rank * bills // count
        near = range(max(0, middle - WINDOW), min(bills, middle + WINDOW))
        wanted = [chance.choice(near) for _ in range(AT_ONCE)]
        plans.append((rank, f"R{rank}", chance.choice(near), wanted, [chance.randint(1, 40) for _ in wanted]))
    return plans


def work(plans: list[Plan], bills: list[Payable], chance: random.Random) -> Counter[str]:
    look_at(Agency.objects.get(code="miyah"))
    done: Counter[str] = Counter()
    for _rank, reference, who, wanted, parts in plans:
        meant = [(bills[bill].pk, part) for bill, part in zip(wanted, parts, strict=True)]
        money = Received("bank:race", reference, sum(parts) + 5, "MAD", "app", "bank:race", AT, DAY)
        payment = receive(money=money, payer=bills[who].payer_id, wanted=meant, actor=SYSTEM, at=AT)
        done["tried"] += len(wanted)
        disturb(payment.pk, bills[who], chance, done)
    connection.close()
    return done


def disturb(payment: Any, bill: Payable, chance: random.Random, done: Counter[str]) -> None:
    """Now and then something else than a payment befalls the same accounts."""
    acts = (
        ("reversed", REVERSED, lambda: reverse_payment(payment_id=payment, reason="", **moment())),
        ("cancelled", CANCELLED, lambda: cancel_payable(payable_id=bill.pk, reason="", **moment())),
        ("used", USED, lambda: use_credit(payer=bill.payer_id, **moment())),
        ("refunded", REFUNDED, lambda: refund(bill)),
    )
    for name, often, act in acts:
        if chance.random() < often:
            try:
                act()
                done[name] += 1
            except LedgerRefused as refused:
                done[refused.code] += 1


def moment() -> dict[str, Any]:
    return {"actor": CLERK, "at": AT, "day": DAY}


def refund(bill: Payable) -> None:
    asked = ask_refund(payer=bill.payer_id, amount=7, account="bank:race", reason="", actor=CLERK, at=AT)
    decide_request(request_id=asked.pk, is_granted=True, actor=HEAD, at=AT, day=DAY)


def main(seed: int, rank: int, of: int, count: int) -> None:
    """Every process has the same plans and takes its share of them; repetitions fall to any."""
    look_at(Agency.objects.get(code="miyah"))
    bills = sorted(Payable.objects.filter(kind="bill"), key=lambda bill: int(bill.reference))
    plans = planned(seed, count, len(bills))
    mine = plans[rank::of]
    done: Counter[str] = Counter(payments=0)
    with ThreadPoolExecutor(THREADS) as pool:
        shares = [mine[share::THREADS] for share in range(THREADS)]
        chances = [random.Random(f"{seed}/{rank}/{share}") for share in range(THREADS)]
        for found in pool.map(work, shares, [bills] * THREADS, chances):
            done += found
    if rank == 0:
        done["payments"] = len({plan[1] for plan in plans})
    print(json.dumps(done))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

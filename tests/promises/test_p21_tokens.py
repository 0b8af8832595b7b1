"""P21: clock jumps break no token.

A machine whose clock is set forward and back sells to meters, around the instants at which clocks go wrong.
Each meter takes a token once: it remembers fifty, and refuses what it knows and what is older than all these.
SHUBBAK_PROMISES is smoke (default), ci or full.
"""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shubbak.utility.prepaid.sts.contents import Service
from shubbak.utility.prepaid.sts.pan import luhn_digit, pan_of
from shubbak.utility.prepaid.sts.times import instant_of, next_tid
from tests.utility.prepaid.lab import STA, module

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
HISTORIES = {"smoke": 20, "ci": 300, "full": 10_000}[SIZE]
ODD_INSTANTS = (
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(2027, 2, 7, 0, 0, 59, tzinfo=UTC),  # the minute before the one that is kept free
    datetime(2027, 3, 14, 1, 59, 59, tzinfo=UTC),  # Ramadan ends: the clock on the wall goes forward
    datetime(2028, 2, 29, 0, 1, tzinfo=UTC),
)
JUMPS = st.sampled_from([timedelta(days=days) for days in (-400, -3, -1, 0, 0, 0, 1, 3, 400)]) | st.integers(
    -7200, 7200
).map(lambda seconds: timedelta(seconds=seconds))
SALES = st.lists(st.tuples(JUMPS, st.integers(0, 2), st.integers(1, 50_000)), max_size=80)

pytestmark = pytest.mark.promise("P21")


class Meter:
    """A meter as the standard describes it: what it takes counts, what it has seen or is too old does not."""

    memory = 50

    def __init__(self, rank: int) -> None:
        body = f"{rank:010}"
        self.configuration = replace(STA, pan=pan_of(body + luhn_digit(body)))
        self.balance, self.seen = 0, []

    def enter(self, content) -> None:
        assert content.tid not in self.seen, "taken twice"
        assert len(self.seen) < self.memory or content.tid > min(self.seen), "too old"
        self.seen = sorted([*self.seen, content.tid])[-self.memory :]
        self.balance += content.tenths


@settings(max_examples=HISTORIES, deadline=None)
@given(st.sampled_from(ODD_INSTANTS), SALES)
def test_every_token_that_was_sold_is_taken_by_its_meter(begun, sales):
    vending, meters, last, now = module(), [Meter(rank) for rank in range(3)], {}, begun
    paid = [0, 0, 0]
    for number, (jump, rank, tenths) in enumerate(sales):
        now += jump
        meter = meters[rank].configuration
        last[rank] = next_tid(now, meter.base, last.get(rank))
        sold = vending.issue_credit(
            message_id=f"sale-{number}",
            meter=meter,
            service=Service.ELECTRICITY,
            tenths=tenths,
            at=instant_of(last[rank], meter.base),
        )
        meters[rank].enter(vending.verify(meter=meter, token=sold.tokens[0]).content)
        paid[rank] += tenths
    assert all(meter.balance >= sum_ for meter, sum_ in zip(meters, paid, strict=True))

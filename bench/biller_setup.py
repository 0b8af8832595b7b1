"""Inside the house: a bank with its secret, and contracts that owe more than is ever paid. Prints both."""

import base64
import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from bench.house import AGENCY
from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.journal.rules import SYSTEM
from shubbak.payments.biller.actions import draw_secret, register_bank
from shubbak.payments.ledger.actions import post_payable
from shubbak.payments.ledger.rules import PayableFacts
from shubbak.people.actions import enlist_person
from shubbak.utility.subscriptions.actions import describe_point, open_contract
from shubbak.utility.subscriptions.rules import Asked, Commodity, Site

BILLS = 3
OWED = 10_000_000_00


def main(words: list[str]) -> None:
    look_at(Agency.objects.get(code=AGENCY))
    at = datetime.now(UTC)
    bank = register_bank(code="atlas", words={}, actor=SYSTEM, at=at, per_minute=10**9, cut_off=24)
    _, secret = draw_secret(bank=bank, name="atlas-1", actor=SYSTEM, at=at)
    numbers = [_contract(rank, at) for rank in range(int(words[0]))]
    print(json.dumps({"secret": base64.b64encode(secret).decode(), "contracts": numbers}))


def _contract(rank: int, at: datetime) -> str:
    """A contract of water with three bills."""
    day = at.date()
    person = enlist_person(at=at, name="أمينة بناني", phone="+212661000041")
    site = Site(f"W-{rank:06}", Commodity.WATER, "زنقة الورد 12")
    point = describe_point(site=site, actor=SYSTEM, at=at)
    asked = Asked(("ma-water-household",))
    opened = open_contract(point=point, person=person, asked=asked, on=day, actor=SYSTEM, at=at)
    payer = opened.holdings.get().payer_id
    for month in range(BILLS):
        facts = PayableFacts(
            payer=payer,
            kind="bill",
            origin=uuid4(),
            amount=OWED,
            due_on=day + timedelta(days=30 * month),
            day=day,
        )
        post_payable(facts=facts, actor=SYSTEM, at=at)
    return str(opened.number)

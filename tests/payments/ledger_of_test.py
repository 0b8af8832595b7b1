"""A payer and what they owe, for tests."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from itertools import count
from uuid import uuid4

from django.db import connection, transaction

from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger.actions import OWING, open_payer, post_owing, post_payable, receive
from shubbak.payments.ledger.models import Payable, Payer, Payment
from shubbak.payments.ledger.rules import PayableFacts, Received

DAY = date(2026, 11, 17)
_references = count(1)


def payer(at: datetime) -> Payer:
    return open_payer(currency="MAD", actor=SYSTEM, at=at)


def bill(of: Payer, amount: int, at: datetime, due_on: date = DAY, **more) -> Payable:
    facts = PayableFacts(
        payer=of.pk, kind="bill", origin=uuid4(), amount=amount, due_on=due_on, day=DAY, **more
    )
    return post_payable(facts=facts, actor=SYSTEM, at=at)


def post_together(rows: Sequence[PayableFacts], at: datetime) -> int:
    """As a run of bills does: rows of a table become what is owed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(OWING)
        with cursor.copy("COPY owing FROM STDIN") as copy:
            for row in rows:
                words = json.dumps(dict(row.words))
                facts = (row.payer, row.kind, row.origin, row.amount, row.reference)
                copy.write_row((*facts, row.due_on, row.day, words))
        return post_owing(about="run:1", actor=SYSTEM, at=at)


def money(amount: int, at: datetime, reference: str = "", **more) -> Received:
    reference = reference or f"T{next(_references)}"
    facts = {"source": "bank:attijari", "currency": "MAD", "channel": "app", "into": "bank:attijari"}
    return Received(reference=reference, amount=amount, paid_at=at, business_day=DAY, **facts | more)


def paid(of: Payer, wanted, at: datetime, amount: int | None = None, reference: str = "") -> Payment:
    """A payment of what is wanted, or of another amount."""
    wanted = [(payable.pk, part) for payable, part in wanted]
    came = money(sum(part for _, part in wanted) if amount is None else amount, at, reference)
    return receive(money=came, payer=of.pk, wanted=wanted, actor=SYSTEM, at=at)

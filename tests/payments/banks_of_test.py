"""A bank, its keys and what it asks, for tests."""

from datetime import datetime
from itertools import count
from typing import Any

from shubbak.journal.rules import SYSTEM
from shubbak.payments.biller.actions import draw_secret, register_bank, take_payment
from shubbak.payments.biller.models import Bank
from shubbak.payments.biller.rules import PaymentAsked
from shubbak.payments.ledger.models import Payment
from shubbak.utility.subscriptions.queries import holding_on
from tests.payments.ledger_of_test import bill
from tests.utility.subscriptions.village import contract

WORDS = {"ar": "بنك الأطلس", "fr": "Banque de l’Atlas", "en": "Atlas Bank"}
_references = count(1)


def bank(at: datetime, code: str = "atlas", **practice: Any) -> Bank:
    return register_bank(code=code, words=WORDS, actor=SYSTEM, at=at, **practice)


def key_of(of: Bank, at: datetime, name: str = "") -> tuple[str, bytes]:
    """The name and the secret of a new key."""
    key, secret = draw_secret(bank=of, name=name or f"{of.code}-1", actor=SYSTEM, at=at)
    return key.name, secret


def owing(at: datetime, *amounts: int, code: str = "W-0001") -> tuple[Any, list[Any]]:
    """A contract and its bills, the oldest first."""
    opened = contract(at, code)
    payer = holding_on(opened, at.date()).payer
    return opened, [
        bill(payer, amount, at, due_on=at.date().replace(day=rank)) for rank, amount in enumerate(amounts, 1)
    ]


def asked(number: str, amount: int, at: datetime, *items: Any, **more: Any) -> PaymentAsked:
    told = {"reference": f"T{next(_references)}", "currency": "MAD", "channel": "app", "paid_at": at, **more}
    lines = tuple((payable.reference, part) for payable, part in items)
    return PaymentAsked(number=number, amount=amount, items=lines, **told)


def taken(of: Bank, number: str, amount: int, at: datetime, *items: Any, **more: Any) -> Payment:
    return take_payment(bank=of, asked=asked(number, amount, at, *items, **more), at=at)

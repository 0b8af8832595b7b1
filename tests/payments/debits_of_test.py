"""Mandates and a collection, for tests."""

from datetime import date, datetime, timedelta

from shubbak.journal.rules import SYSTEM
from shubbak.payments.debiting.actions import (
    approve_collection,
    begin_collection,
    declare_creditor,
    send_collection,
    sign_mandate,
)
from shubbak.payments.debiting.models import Collection, Debit, Mandate
from shubbak.payments.debiting.queries import creditor_account
from shubbak.payments.debiting.rules import MandateFacts
from tests.payments.cashier_of_test import member
from tests.payments.ledger_of_test import DAY, bill, payer

RIB = "011519000001205000534921"
IBAN = f"MA64{RIB}"
FRENCH = "FR14 2004 1010 0505 0001 3M02 606"
COLLECT_ON = DAY + timedelta(days=3)


def mandate(someone, at: datetime, *, account: str = RIB, signed_on: date | None = None, **more) -> Mandate:
    day = at.date()
    facts = MandateFacts(someone.pk, "أمينة العلوي", account, signed_on or day, **more)
    return sign_mandate(facts=facts, actor=SYSTEM, at=at, day=day)


def owing(at: datetime, *amounts: int):
    """Somebody who signed, and bills of theirs that are due."""
    someone = payer(at)
    mandate(someone, at)
    return someone, [bill(someone, amount, at) for amount in amounts]


def begun(at: datetime, on: date = COLLECT_ON) -> Collection:
    if creditor_account() is None:
        account = {"account": IBAN, "bic": "BCMAMAMC", "scheme": "MA98ZZZ0001"}
        declare_creditor(name="Régie & Eau", **account, staff=member("head", at), at=at)
    return begin_collection(collect_on=on, staff=member("amina", at), at=at)


def approved(at: datetime, on: date = COLLECT_ON) -> Collection:
    return approve_collection(collection_id=begun(at, on).pk, staff=member("karim", at), at=at)


def sent(at: datetime, on: date = COLLECT_ON) -> Collection:
    return send_collection(collection_id=approved(at, on).pk, staff=member("amina", at), at=at)


def debits() -> list[Debit]:
    return list(Debit.objects.select_related("mandate", "payable", "payment"))

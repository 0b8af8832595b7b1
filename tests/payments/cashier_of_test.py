"""A till and who stands at it, for tests."""

from datetime import datetime
from uuid import uuid4

from shubbak.journal.rules import SYSTEM
from shubbak.payments.cashier.actions import make_till, open_shift, take_money
from shubbak.payments.cashier.models import Receipt, Shift, Till
from shubbak.payments.cashier.rules import ChequeFacts, Means, Taking
from shubbak.people.actions import enlist_staff
from shubbak.people.models import Staff
from tests.payments.ledger_of_test import DAY

FLOAT = {100_00: 2}


def member(name: str, at: datetime) -> Staff:
    email = f"{name}@miyah.test"
    known = Staff.objects.filter(email=email).first()
    return known or enlist_staff(email=email, name=name, password="a long enough one", actor=SYSTEM, at=at)


def till(at: datetime, code: str = "C1") -> Till:
    return make_till(code=code, name={"ar": "الصندوق 1"}, staff=member("head", at), at=at)


def opened(at: datetime, name: str = "amina", code: str = "C1") -> Shift:
    known = Till.objects.filter(code=code).first() or till(at, code)
    return open_shift(till_id=known.pk, pieces=FLOAT, staff=member(name, at), at=at)


def taking(wanted=(), *, means=Means.CASH, advance: int = 0, handed: int | None = None) -> Taking:
    """So much for each payable; in cash exactly that is laid down unless more is said."""
    parts = tuple((payable.pk, amount) for payable, amount in wanted)
    cheque = ChequeFacts("0001234", "BP", "Société Atlas", DAY) if means is Means.CHEQUE else None
    asked = sum(amount for _, amount in parts) + advance
    laid = 0 if means is not Means.CASH else asked if handed is None else handed
    return Taking(means, parts, advance, laid, cheque, "TPE 44" if means is Means.CARD else "")


def took(shift: Shift, someone, what: Taking, at: datetime, **more) -> Receipt:
    given = {"submission": uuid4(), "staff": shift.cashier, "about": "1234567"} | more
    return take_money(shift_id=shift.pk, taking=what, payer=someone.pk, at=at, **given)

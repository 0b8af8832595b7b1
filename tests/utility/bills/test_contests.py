"""A bill that is contested is held, from the deposit of the complaint to its answer."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from shubbak.cases.actions import advance, deposit
from shubbak.catalogue.actions import publish_pack
from shubbak.journal.rules import SYSTEM
from shubbak.payments.ledger.models import Payable
from shubbak.utility.bills.actions.contesting import answer_contest, contest_bill
from shubbak.utility.bills.contested import Known, chosen, month_in, period_in
from tests.cases.office import APPLICANT, open_office, pack_of
from tests.utility.bills.street import bill, issued, read
from tests.utility.subscriptions.village import CLERK, contract

PACK = Path(__file__).parents[3] / "packs" / "utility" / "billing-complaint.yaml"
ANSWERS = {
    "matter": "high_bill",
    "trade": "water",
    "facts": "الفاتورة أعلى من المعتاد",
    "warned": False,
    "court": False,
    "name": "أمينة بناني",
    "phone": "0661000041",
    "preferred_channel": "sms",
}
BILLS = [
    Known("2026-0000031", "2026-10", True),
    Known("2026-0000021", "2026-09", True),
    Known("2026-0000011", "2026-08", False),
]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("2026-0000021", ("2026-0000021",)),
        ("الفاتورة رقم ٢٠٢٦-٠٠٠٠٠٢١", ("2026-0000021",)),
        ("شتنبر 2026", ("2026-0000021",)),
        ("09/2026", ("2026-0000021",)),
        ("septembre", ("2026-0000021",)),
        ("2026-0000099", ()),
        ("فاتورتي الأخيرة", ("2026-0000031",)),
        ("", ("2026-0000031",)),
    ],
)
def test_the_bill_is_found_by_number_or_month_else_the_last_unpaid_one(typed, numbers):
    assert chosen(typed, BILLS) == numbers


@pytest.mark.parametrize(("said", "month"), [("غشت", 8), ("أغسطس", 8), ("août", 8), ("May", 5), ("سلام", 0)])
def test_months_have_their_names_of_each_country(said, month):
    assert month_in(said) == month


def test_a_period_is_a_month_of_a_year():
    assert (period_in("2026-9"), period_in("13/2026"), period_in("شتنبر")) == ("2026-09", "", "")


@pytest.fixture
def billed(agency, at):
    opened = contract(at)
    read(opened, date(2024, 11, 30), 1028)
    issued("2024-11", at)
    return bill(opened, "2024-11")


def held(contested) -> bool:
    return Payable.objects.get(origin=contested.pk).held_since is not None


def test_it_is_asked_for_again_once_every_complaint_is_answered(billed, at):
    first, second = uuid4(), uuid4()
    for file in (first, first, second):
        contest_bill(bill=billed, file=file, actor=CLERK, at=at)
    assert held(billed)
    answer_contest(file=first, actor=CLERK, at=at)
    assert held(billed)
    answer_contest(file=second, actor=CLERK, at=at)
    assert not held(billed)


def test_a_complaint_holds_the_bill_from_its_deposit_until_it_ends(fresh_agency, at):
    opened = contract(at)
    read(opened, date(2024, 11, 30), 1028)
    issued("2024-11", at)
    billed = bill(opened, "2024-11")
    open_office(at)
    service = publish_pack(source=pack_of(PACK), actor=SYSTEM, at=at)
    answers = {**ANSWERS, "contract": billed.contract.number, "bill_month": billed.number}
    facts = {"channel": "portal", "language": "ar", "submission_id": uuid4(), "actor": APPLICANT, "at": at}
    case = deposit(service_version=service, answers=answers, **facts)
    assert held(billed)
    advance(case=case, step="withdraw", actor=APPLICANT, at=at)
    assert not held(billed)

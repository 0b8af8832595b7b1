"""A Gulf authority: a contested bill or reading is held, from the deposit to the written answer."""

from datetime import date

import pytest

from shubbak.cases.actions import tell
from shubbak.payments.ledger.models import Payable
from tests.utility.bills.street import bill, issued, read
from tests.utility.journeys.files_of_test import file_of, gulf_offices
from tests.utility.subscriptions.village import contract

PERSON = {"name": "سعيد الرواحي", "phone": "0661000041"}
COMPLAINT = {**PERSON, "matter": "high_bill", "trade": "water", "facts": "الفاتورة ضعف المعتاد."}
OBJECTION = {**PERSON, "trade": "water", "why": "differs", "billed": 1028, "shown": 1021}


@pytest.fixture
def billed(fresh_agency, at):
    opened = contract(at)
    read(opened, date(2024, 11, 30), 1028)
    issued("2024-11", at)
    return bill(opened, "2024-11")


def is_held(contested) -> bool:
    return Payable.objects.get(origin=contested.pk).held_since is not None


def complaint(billed, at, **changes):
    told = {**COMPLAINT, "contract": billed.contract.number, "bill_month": billed.number, **changes}
    return file_of(gulf_offices(at), "bill-complaint", told, "authority")


def objection(billed, at):
    told = {**OBJECTION, "contract": billed.contract.number, "shown_day": at.date().isoformat()}
    return file_of(gulf_offices(at), "reading-objection", told, "authority")


def test_a_complaint_holds_the_bill_until_its_written_reply(billed, at):
    desk = complaint(billed, at)
    assert is_held(billed)
    desk.takes("take", "billing_agent")
    desk.takes("run_out", "clock")
    assert is_held(billed)
    desk.takes("reply", "billing_head", result="not_upheld", answer="القراءة صحيحة.")
    assert not is_held(billed)


def test_the_second_stage_holds_it_again_until_the_board_decides(billed, at):
    desk = complaint(billed, at)
    desk.takes("take", "billing_agent")
    desk.takes("reply", "billing_agent", result="not_upheld", answer="القراءة صحيحة.")
    counter = desk.office.actor("counter")
    tell(case=desk.case, channel="phone", reached=True, words="أُبلغ.", actor=counter, at=desk.at)
    desk.takes("close", "counter")
    desk.takes("go_second", "applicant", reason="لم يُرسل أحد إلى الموقع.")
    assert is_held(billed)
    desk.takes("decide", "board", result="upheld", answer="صُحح الحساب.")
    assert not is_held(billed)


def test_what_the_step_that_stops_a_cut_says_is_so(billed, at):
    desk = complaint(billed, at, matter="cut", bill_month="")
    desk.takes("hold_cut", "counter")
    assert is_held(billed)
    desk.takes("withdraw", "applicant")
    assert not is_held(billed)


def test_a_reading_that_is_objected_to_holds_the_last_bill_that_is_not_paid(billed, at):
    desk = objection(billed, at)
    assert is_held(billed)
    desk.takes("take", "billing_agent")
    desk.takes("decide", "billing_head", result="corrected", answer="1021 بدل 1028.")
    assert not is_held(billed)


def test_objected_to_again_it_is_held_again(billed, at):
    desk = objection(billed, at)
    desk.takes("take", "billing_agent")
    desk.takes("decide", "billing_agent", result="confirmed", answer="القراءة صحيحة.")
    desk.takes("reopen", "applicant", reason="العداد يبين 1021.")
    assert is_held(billed)

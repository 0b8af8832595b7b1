"""Runs of bills at the desk: begun by one, looked at, approved by another; issued by the worker."""

import re
from datetime import date

import pypdfium2
import pytest

from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import grant_role
from shubbak.utility.bills.models import Bill, Run
from shubbak.utility.bills.queries import paper_suspension
from shubbak.utility.bills.tasks import go_on
from shubbak.utility.subscriptions.actions import choose_paper
from tests.utility.bills.street import issued, read
from tests.utility.subscriptions.village import contract

RUNS = "/desk/billing/"
ASKED = {"period": "٢٠٢٤-11", "sectors": "", "issue_on": "2024-12-03", "due_on": "2024-12-23"}


@pytest.fixture
def read_street(office, at):
    opened = contract(at)
    read(opened, date(2024, 11, 30), 1028)
    read(contract(at, "W-0002"), date(2024, 11, 30), 1900)
    return opened


@pytest.fixture
def second(office, at):
    """A second person who leads."""
    staff = office.staff["secretary"]
    grant_role(staff=staff, role="general_secretary", actor=SYSTEM, starts=at.replace(year=2020), at=at)
    return "secretary"


def begun(client, at) -> Run:
    assert client.post(RUNS + "new", ASKED)["Location"] == RUNS
    go_on(at=at)
    return Run.objects.get()


def test_a_run_is_begun_looked_at_approved_by_another_and_issued(read_street, second, sign_in, at):
    head, run = sign_in("head"), begun(sign_in("head"), at)
    page = head.get(f"{RUNS}{run.pk}").content.decode()
    assert "فاتورة كبيرة على غير المعتاد" in page
    assert "يصادق عليها شخص آخر" in page
    waiting = run.drafts.exclude(finding="").get()
    head.post(f"{RUNS}{run.pk}/clear", {"drafts": [waiting.pk]})
    sign_in(second).post(f"{RUNS}{run.pk}/approve")
    go_on(at=at)
    run.refresh_from_db()
    assert (run.state, Bill.objects.count()) == ("issued", 2)


def test_who_began_it_is_told_that_another_approves(read_street, sign_in, at):
    run = begun(sign_in("head"), at)
    answer = sign_in("head").post(f"{RUNS}{run.pk}/approve")
    assert answer.status_code == 409
    assert "يجب أن يصادق شخص آخر" in answer.content.decode()


def test_a_run_is_given_up(read_street, sign_in, at):
    run = begun(sign_in("head"), at)
    sign_in("head").post(f"{RUNS}{run.pk}/drop")
    run.refresh_from_db()
    assert run.state == "dropped"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"period": "2024-13"}, "اكتبوا الشهر على شكل سنة وشهر"),
        ({"due_on": "2024-12-03"}, "يجب أن يأتي آخر أجل للأداء بعد يوم الإصدار"),
        ({"issue_on": ""}, "اختاروا يوم الإصدار"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_it(office, sign_in, changed, told):
    page = sign_in("head").post(RUNS + "new", ASKED | changed).content.decode()
    assert told in page
    assert not Run.objects.exists()


@pytest.fixture
def sent(read_street, at):
    """A run of two bills, of which one holder wants no paper."""
    choose_paper(contract=read_street, paperless=True, actor=SYSTEM, at=at)
    return issued("2024-11", at)


def test_the_bills_of_a_round_are_printed_in_one_go(sent, sign_in):
    head = sign_in("head")
    page = head.get(f"{RUNS}{sent.pk}/papers").content.decode()
    address = re.search(r'href="([^"]*papers\.pdf[^"]*)"', page)[1].replace("&amp;", "&")
    file = head.get(address)
    assert file["Content-Type"] == "application/pdf"
    assert len(pypdfium2.PdfDocument(file.content)) == 1


@pytest.mark.parametrize("asked", [{}, {"part": "0"}, {"part": "2"}, {"round": "none", "part": "1"}])
def test_there_is_no_other_part(sent, sign_in, asked):
    assert sign_in("head").get(f"{RUNS}{sent.pk}/papers.pdf", asked).status_code == 404


def test_paper_is_suspended_for_all_and_brought_again(office, sign_in):
    head = sign_in("head")
    assert "تعليق توزيع الفواتير" in head.get(RUNS).content.decode()
    head.post(RUNS + "paper")
    assert "استئناف توزيع الفواتير" in head.get(RUNS).content.decode()
    head.post(RUNS + "paper")
    assert paper_suspension() is None


def test_these_pages_do_not_exist_for_an_agent(office, sign_in):
    assert sign_in("agent").get(RUNS).status_code == 404


@pytest.mark.parametrize(("what", "told"), [("entries", "debit"), ("vat", "rate_percent")])
def test_the_accountants_take_a_month_away(read_street, sign_in, what, told):
    head = sign_in("head")
    assert "للمحاسبين" in head.get(RUNS + "accounts").content.decode()
    sent = head.get(RUNS + "accounts", {"what": what, "month": "٢٠٢٤-12", "format": "csv"})
    assert told in b"".join(sent.streaming_content).decode()


def test_a_month_that_is_none_is_said(office, sign_in):
    asked = {"what": "vat", "month": "2024-13", "format": "csv"}
    assert "اكتبوا الشهر على شكل" in sign_in("head").get(RUNS + "accounts", asked).content.decode()

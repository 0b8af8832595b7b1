"""Bills at the portal: reached by number and second fact, told in words, taken home as a paper."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from time_machine import travel

from shubbak.cases.models import Draft
from shubbak.catalogue.actions import publish_pack
from shubbak.catalogue.loader import load_pack
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.models import Message
from shubbak.payments.ledger.actions import hold_payable, receive, reverse_payment
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import instalments_of
from shubbak.payments.ledger.references import print_rf
from shubbak.payments.ledger.rules import Received
from shubbak.people.models import Person
from shubbak.utility.arrears.actions import grant_instalments, set_practice
from shubbak.utility.bills.actions import bill_at_the_end, suspend_paper
from shubbak.utility.bills.last_use import last_use
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.paper import bill_code
from shubbak.utility.metering.actions import suspend_field_reading
from shubbak.utility.subscriptions.actions import change_holder, close_contract, remove_meter
from shubbak.utility.subscriptions.models import Contract, Fitting
from tests.payments import ledger_of_test
from tests.utility.bills.street import bill, cancelled, issued, read
from tests.utility.subscriptions.village import CLERK, contract, person

PACKS = Path(__file__).parents[2] / "packs"
NOW = datetime(2026, 1, 10, 9, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
def billed(agency: Any) -> Contract:
    """Two Decembers: 19 cubic metres in 2024, 28 in 2025."""
    opened: Contract = contract(NOW)
    for day, index in ((date(2024, 11, 30), 1010), (date(2024, 12, 31), 1029)):
        read(opened, day, index)
        issued(f"{day:%Y-%m}", NOW)
    for day, index in ((date(2025, 11, 30), 1229), (date(2025, 12, 31), 1257)):
        read(opened, day, index)
        issued(f"{day:%Y-%m}", NOW)
    return opened


@pytest.fixture
def holder(billed: Contract, visitor: Client) -> Client:
    """A browser in which the contract was proved."""
    prove(visitor, billed.number, "2913")
    return visitor


def prove(visitor: Client, number: str, typed: str) -> Any:
    with travel(NOW, tick=False):
        return visitor.post("/bills", {"number": number, "fact": "identity", "typed": typed})


def seen(visitor: Client, path: str, **words: str) -> tuple[int, str]:
    with travel(NOW, tick=False):
        answer = visitor.get(path, words)
    text = re.sub(r"<[^>]+>|[\u2066-\u2069]", "", answer.content.decode())
    return answer.status_code, re.sub(r"\s+", " ", text)


def path_of(sent: Bill) -> str:
    return f"/contract/{sent.contract.number}/bills/{sent.pk}"


def paid(sent: Bill) -> None:
    asked = Payable.objects.get(origin=sent.pk)
    money = Received("cashier", "R-1", asked.amount, "MAD", "cash", "cash", NOW, NOW.date())
    receive(money=money, wanted=[(asked.pk, asked.amount)], payer=asked.payer_id, actor=CLERK, at=NOW)


def test_number_and_second_fact_show_the_bills(billed: Contract, visitor: Client) -> None:
    answer = prove(visitor, billed.number, "2913")
    assert answer["Location"] == f"/contract/{billed.number}/"
    status, page = seen(visitor, answer["Location"])
    assert status == 200
    assert "فاتورة الماء والتطهير السائل · دجنبر 2025" in page


@pytest.mark.parametrize("number", ["own", "99999994"])
def test_a_wrong_fact_and_an_unknown_number_get_the_same_answer(
    billed: Contract, visitor: Client, number: str
) -> None:
    answer = prove(visitor, billed.number if number == "own" else number, "0000")
    assert answer.status_code == 422
    assert "لا توجد عقدة بهذا الرقم مع هذه الأحرف الأربعة" in answer.content.decode()


def test_nobody_else_sees_a_bill_its_paper_or_the_statement(billed: Contract, visitor: Client) -> None:
    sent = bill(billed, "2025-12")
    home = f"/contract/{billed.number}/"
    for path in (home, path_of(sent), f"{path_of(sent)}.pdf", f"{home}statement", f"{home}statement.csv"):
        answer = visitor.get(path)
        assert (answer.status_code, answer["Location"]) == (302, "/bills")


def test_the_bill_tells_why_it_rose_and_where_it_lies(billed: Contract, holder: Client) -> None:
    status, page = seen(holder, path_of(bill(billed, "2025-12")))
    assert status == 200
    assert "لماذا ارتفعت الفاتورة؟ زادت بمبلغ" in page
    assert "لأنكم استهلكتم 28 م³ بدل 19 م³، فانتقلتم إلى شطر أغلى" in page
    assert "9 م³ إضافية" in page
    assert "هل يوجد تسرب؟" in page
    assert "السابقة 1229، يوم 30 نونبر 2025" in page
    assert "مؤشر حقيقي" in page


def test_a_paid_bill_says_when_and_an_unpaid_one_until_when(billed: Contract, holder: Client) -> None:
    sent = bill(billed, "2025-12")
    assert "تؤدى قبل يوم الجمعة 23 يناير 2026" in seen(holder, path_of(sent))[1]
    paid(sent)
    assert "أُديت يوم السبت 10 يناير 2026" in seen(holder, path_of(sent))[1]


def test_what_is_owed_has_a_reference_for_banks_and_tills_until_it_is_paid(
    billed: Contract, holder: Client
) -> None:
    sent = bill(billed, "2025-12")
    reference = print_rf(Payable.objects.get(origin=sent.pk).rf)
    assert reference in seen(holder, path_of(sent))[1]
    paid(sent)
    assert reference not in seen(holder, path_of(sent))[1]


def test_a_contested_bill_is_held(billed: Contract, holder: Client) -> None:
    sent = bill(billed, "2025-12")
    asked = Payable.objects.get(origin=sent.pk)
    hold_payable(payable_id=asked.pk, reason="شكاية", actor=CLERK, at=NOW)
    assert "لا إنذار ولا قطع عنها إلى أن تُجابوا" in seen(holder, path_of(sent))[1]


def test_a_cancelled_bill_asks_nothing_any_more(billed: Contract, holder: Client) -> None:
    sent = bill(billed, "2025-12")
    cancelled(sent, NOW.date(), NOW)
    assert "أُلغيت هذه الفاتورة" in seen(holder, path_of(sent))[1]


def test_a_new_holder_does_not_see_the_bills_of_the_last_one(billed: Contract, visitor: Client) -> None:
    sent = bill(billed, "2025-12")
    other = person(NOW, name="سعيد", identity_number="CD 777001", phone="+212661000099")
    change_holder(contract=billed, person=other, on=date(2026, 1, 5), actor=CLERK, at=NOW)
    prove(visitor, billed.number, "7001")
    assert seen(visitor, f"/contract/{billed.number}/")[0] == 200
    assert seen(visitor, path_of(sent))[0] == 404


def test_the_paper_is_a_pdf_and_its_code_shows_the_bill(
    billed: Contract, holder: Client, agency: Any
) -> None:
    sent = bill(billed, "2025-12")
    with travel(NOW, tick=False):
        answer = holder.get(f"{path_of(sent)}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    stranger = Client(headers={"host": "miyah.localhost"})
    assert seen(stranger, f"/B/{bill_code(sent, agency)}")[0] == 200
    assert seen(stranger, f"/b/{bill_code(sent, agency)[:-1]}A")[0] == 404


def test_the_statement_has_every_movement_as_page_and_as_table(billed: Contract, holder: Client) -> None:
    paid(bill(billed, "2025-12"))
    days = {"first": "2024-01-01", "last": "2026-12-31"}
    status, page = seen(holder, f"/contract/{billed.number}/statement", **days)
    assert status == 200
    assert page.count("فاتورة نونبر 20") == page.count("فاتورة دجنبر 20") == 2
    assert "أداء" in page
    with travel(NOW, tick=False):
        table = holder.get(f"/contract/{billed.number}/statement.csv", days).content.decode()
    assert len(table.strip().splitlines()) == 6


def test_days_that_make_no_sense_are_told_beside_their_field(billed: Contract, holder: Client) -> None:
    days = {"first": "2026-02-01", "last": "2026-01-01"}
    status, page = seen(holder, f"/contract/{billed.number}/statement", **days)
    assert status == 422
    assert "اليوم الأخير يسبق اليوم الأول." in page


@pytest.mark.parametrize("tariffs", [[], ["ma-water-household"]])
def test_the_foot_of_each_page_leads_there_where_the_body_bills(
    agency: Any, visitor: Client, tariffs: list[str]
) -> None:
    agency.tariffs = tariffs
    agency.save(update_fields=["tariffs"])
    assert ('href="/bills"' in visitor.get("/").content.decode()) is bool(tariffs)


def test_a_statement_is_taken_home_as_a_paper(billed: Contract, holder: Client) -> None:
    days = {"first": "2025-01-01", "last": "2026-01-31"}
    with travel(NOW, tick=False):
        answer = holder.get(f"/contract/{billed.number}/statement.pdf", days)
        without_days = holder.get(f"/contract/{billed.number}/statement.pdf")
    assert answer.content.startswith(b"%PDF")
    assert without_days.status_code == 404


def test_the_holder_wants_no_paper_and_paper_again(billed: Contract, holder: Client) -> None:
    home = f"/contract/{billed.number}/"
    with travel(NOW, tick=False):
        holder.post(home + "paper")
    assert "إلكترونيا فقط: تخبركم رسالة" in seen(holder, home)[1]
    with travel(NOW, tick=False):
        holder.post(home + "paper")
    billed.refresh_from_db()
    assert not billed.paperless


def test_instalments_are_taken_at_once_where_the_body_gives_them(billed: Contract, holder: Client) -> None:
    sent = bill(billed, "2025-12")
    path = path_of(sent) + "/instalments"
    assert "بالتقسيط" not in seen(holder, path_of(sent))[1]
    lines = {"parts_up_to": 1_000_000, "parts": 4}
    set_practice(starts=NOW.date(), settings=lines, texts={}, actor=CLERK, at=NOW)
    assert "بالتقسيط" in seen(holder, path_of(sent))[1]
    assert "3 أقساط: الأول بمبلغ" in seen(holder, path)[1]
    with travel(NOW, tick=False):
        assert holder.post(path, {"parts": "9"}).status_code == 422
        holder.post(path, {"parts": "3"})
    assert "تؤدونها بالتقسيط. القسط التالي" in seen(holder, path_of(sent))[1]


def test_an_instalment_that_went_back_says_so_on_the_page_of_its_bill(
    billed: Contract, holder: Client
) -> None:
    sent = bill(billed, "2025-12")
    plan = grant_instalments(
        payable_id=Payable.objects.get(origin=sent.pk).pk, parts=3, actor=CLERK, at=NOW, by_staff=True
    )
    part = instalments_of(plan)[0]
    came = ledger_of_test.paid(part.payer, [(part, part.left)], NOW)
    reverse_payment(payment_id=came.pk, reason="", actor=CLERK, at=NOW, day=NOW.date())
    assert "رُد أداء أحد الأقساط يوم" in seen(holder, path_of(sent))[1]


def test_no_instalments_are_offered_beyond_what_the_body_has_set(billed: Contract, holder: Client) -> None:
    with travel(NOW, tick=False):
        answer = holder.get(path_of(bill(billed, "2025-12")) + "/instalments")
    assert answer.status_code == 302


def test_an_ended_contract_says_since_when_and_its_last_bill_says_that_it_is_the_last(
    holder: Client, billed: Contract
) -> None:
    last, agent = date(2026, 1, 9), {"actor": CLERK, "at": NOW}
    remove_meter(fitting=Fitting.objects.get(), on=date(2026, 1, 10), index=1_260_000, **agent)
    final = bill_at_the_end(
        contract=billed, counted=last_use(billed, last), on=last, due_on=NOW.date(), **agent
    )
    close_contract(contract=billed, on=date(2026, 1, 10), **agent)
    prove(holder, billed.number, "2913")
    whole = seen(holder, f"/contract/{billed.number}/")[1]
    assert "انتهت هذه العقدة يوم الجمعة 9 يناير 2026" in whole
    assert "كيف تصلكم فواتيركم" not in whole
    page = seen(holder, path_of(final))[1]
    assert "الفاتورة الأخيرة: الماء" in page
    assert "قُرئ عند فسخ العقدة" in page


def test_a_bill_is_sent_to_the_address_that_its_holder_gave(holder: Client, billed: Contract) -> None:
    Person.objects.update(email="amina@example.ma")
    path = path_of(bill(billed, "2025-12"))
    assert "إرسالها إلى a•••@example.ma" in seen(holder, path)[1]
    with travel(NOW, tick=False):
        sent = holder.post(f"{path}/send")
    assert "الفاتورة في طريقها إلى بريدكم" in seen(holder, path, sent="")[1]
    assert sent["Location"] == f"{path}?sent"
    assert Message.objects.get(template="copy").address == "amina@example.ma"


def test_without_an_address_nothing_is_offered(holder: Client, billed: Contract) -> None:
    Person.objects.update(email="")
    assert "إرسالها إلى" not in seen(holder, path_of(bill(billed, "2025-12")))[1]


def test_while_no_paper_is_brought_the_page_of_the_contract_says_so(holder: Client, billed: Contract) -> None:
    suspend_paper(actor=CLERK, at=NOW)
    assert "توزيع الفواتير الورقية معلق حاليا" in seen(holder, f"/contract/{billed.number}/")[1]


def test_each_bill_asks_for_the_index_while_nobody_comes_to_read(holder: Client, billed: Contract) -> None:
    read(billed, date(2026, 1, 5), 1262, source="estimate")
    issued("2026-01", NOW)
    path = path_of(bill(billed, "2026-01"))
    assert "هذه الفاتورة مبنية على تقدير" not in seen(holder, path)[1]
    suspend_field_reading(actor=CLERK, at=NOW)
    assert "هذه الفاتورة مبنية على تقدير" in seen(holder, path)[1]
    read_bill = seen(holder, path_of(bill(billed, "2025-12")))[1]
    assert "قراءة العدادات بعين المكان معلقة" in read_bill
    assert "هذه الفاتورة مبنية على تقدير" not in read_bill


@pytest.mark.parametrize("pack", ["utility/billing-complaint", "authority/bill-complaint"])
def test_a_bill_is_contested_by_whatever_service_of_the_body_holds_it(
    holder: Client, billed: Contract, pack: str
) -> None:
    publish_pack(source=load_pack(PACKS / f"{pack}.yaml"), actor=SYSTEM, at=NOW)
    path = path_of(bill(billed, "2025-12"))
    assert f"{path}/contest" in page_of(holder, path)
    with travel(NOW, tick=False):
        begun = holder.post(f"{path}/contest")
    assert begun.url.endswith(f"/d/{pack.partition('/')[2]}/q/matter")
    filled = Draft.objects.get().answers
    assert (filled["contract"], filled["trade"]) == (billed.number, "water")


def test_without_such_a_service_the_page_offers_no_complaint(holder: Client, billed: Contract) -> None:
    path = path_of(bill(billed, "2025-12"))
    assert "/contest" not in page_of(holder, path)
    with travel(NOW, tick=False):
        assert holder.post(f"{path}/contest").status_code == 404


def page_of(visitor: Client, path: str) -> str:
    with travel(NOW, tick=False):
        return visitor.get(path).content.decode()

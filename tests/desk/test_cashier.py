"""The till at the desk: opened, money taken, receipts printed and taken back, the drawer counted."""

import re
from datetime import timedelta

import pytest

from shubbak.agencies.queries import current_agency
from shubbak.journal.rules import SYSTEM
from shubbak.payments.cashier.extension import register_duty
from shubbak.payments.cashier.models import CounterEntry, Receipt, Shift, Till
from shubbak.payments.cashier.papers import receipt_address
from shubbak.payments.ledger.queries import credit_of, dues_of
from shubbak.people.actions import grant_role
from shubbak.utility.prepaid.sts.module import grouped
from shubbak.utility.prepaid.vending.models import PrepaidMeter, Sale, Token
from tests.payments.ledger_of_test import DAY, bill, payer
from tests.utility.prepaid.vending import shop

DESK = "/desk/cashier/"


@pytest.fixture
def tills(office, at, monkeypatch):
    """A cashier, their head and an auditor; one till."""
    for name, role in (("agent", "cashier"), ("head", "head_cashier"), ("secretary", "auditor")):
        staff = office.staff[name]
        grant_role(staff=staff, role=role, actor=SYSTEM, starts=at.replace(year=2020), at=at)
    monkeypatch.setattr("shubbak.payments.cashier.extension._duties", {})
    register_duty("bill", lambda payable, amount: amount // 400)
    return Till.objects.create(code="C1", name={"ar": "الصندوق الأول"}, currency="MAD")


@pytest.fixture
def cashier(tills, sign_in):
    """Who stands at the till with a float of 200."""
    client = sign_in("agent")
    client.post(f"{DESK}tills/{tills.pk}/open", {"piece-10000": "2"})
    return client


@pytest.fixture
def owing(cashier, at):
    someone = payer(at)
    return someone, [bill(someone, 400_00, at), bill(someone, 100_00, at, DAY + timedelta(days=1))]


def words(answer) -> str:
    return answer.content.decode()


def found(client, typed) -> str:
    return client.get(DESK, {"words": typed})["Location"]


def take(client, page, asked, **given):
    """As the two forms do: what is chosen stands in the address."""
    path, _, query = page.partition("?")
    chosen = "&".join([query, *(f"{name}={value}" for name, value in asked.items())])
    asking = client.get(f"{path}/take?{chosen}")
    submission = re.search(r'name="submission" value="([^"]+)"', words(asking))
    given["submission"] = submission[1] if submission else ""
    return client.post(f"{path}/take?{chosen}", given)


def test_two_bills_are_taken_in_cash_and_the_change_is_told(owing, cashier):
    someone, [first, _second] = owing
    page = found(cashier, first.reference)
    assert "500,00" in words(cashier.get(page))
    asked = {"take-0": "on", "take-1": "on", "means": "cash"}
    receipt = take(cashier, page, asked, handed="٦٠٠,00")
    told = words(cashier.get(receipt["Location"]))
    assert ("98,75" in told, "501,25" in told) == (True, True)
    assert (dues_of(someone.pk), Receipt.objects.get().number) == (0, "2026-C1-000001")


def test_a_part_and_an_advance(owing, cashier):
    someone, [first, _] = owing
    asked = {"take-1": "on", "part-1": "40,5", "advance": "10", "means": "card"}
    take(cashier, found(cashier, first.rf), asked, reference="TPE 12")
    assert (dues_of(someone.pk), credit_of(someone.pk)) == (459_50, 10_00)


def test_a_cheque_has_its_number_and_its_bank(owing, cashier, sign_in):
    someone, [first, _] = owing
    given = {"number": "0012", "bank": "BMCE", "drawer": "Atlas", "dated": "2026-11-17"}
    receipt = take(cashier, found(cashier, first.reference), {"take-0": "on", "means": "cheque"}, **given)
    page = receipt["Location"]
    assert "BMCE" in words(cashier.get(page))
    assert cashier.get(f"{page}/unpaid").status_code == 404
    sign_in("head").post(f"{page}/unpaid", {"reason": "بدون رصيد"})
    assert dues_of(someone.pk) == 500_00


@pytest.mark.parametrize(
    ("asked", "given", "told"),
    [
        ({"means": "cash"}, {}, "اختاروا فاتورة واحدة على الأقل"),
        ({"take-0": "on", "part-0": "401", "means": "cash"}, {}, "على الأكثر؛ والباقي تسبيق"),
        ({"take-0": "on", "means": "cash"}, {"handed": "400"}, "هذا أقل من المبلغ الواجب أداؤه"),
        ({"take-0": "on", "means": "cash"}, {"handed": ""}, "اكتبوا المبلغ المسلم"),
        ({"take-0": "on", "means": "cash"}, {"handed": "x"}, "اكتبوا مبلغا مثل"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_taken(owing, cashier, asked, given, told):
    answer = take(cashier, found(cashier, owing[1][0].reference), asked, **given)
    assert told in words(answer)
    assert not Receipt.objects.exists()


def test_sent_twice_it_is_taken_once(owing, cashier):
    page = found(cashier, owing[1][0].reference)
    path, _, query = page.partition("?")
    chosen = f"{path}/take?{query}&take-0=on&means=cash"
    given = {"handed": "401", "submission": "5d3f6e0a-7f26-4c7c-9b7d-111111111111"}
    assert cashier.post(chosen, given)["Location"] == cashier.post(chosen, given)["Location"]
    assert Receipt.objects.count() == 1


def test_a_number_that_nobody_has_is_told(cashier):
    answer = cashier.get(DESK, {"words": "0000000"})
    assert (answer.status_code, "لم نجد أحدا بهذا الرقم" in words(answer)) == (404, True)


@pytest.fixture
def receipt(owing, cashier) -> str:
    asked = {"take-0": "on", "means": "cash"}
    return take(cashier, found(cashier, owing[1][0].reference), asked, handed="500")["Location"]


def test_a_second_print_says_that_it_is_a_duplicate(receipt, cashier):
    first, second = (words(cashier.post(f"{receipt}/print", {"on": "roll"})) for _ in range(2))
    assert ("نظير" in first, "نظير" in second) == (False, True)
    sheet = cashier.post(f"{receipt}/print", {"on": "sheet"})
    assert sheet.content.startswith(b"%PDF")
    assert Receipt.objects.get().printed == 3


def test_the_square_of_a_receipt_shows_whether_it_stands(receipt, cashier, client):
    address = re.search(r"/Q/[0-9A-Z-]+", _squared())[0]
    host = {"HTTP_HOST": "miyah.localhost"}
    assert "هذا الوصل صحيح" in words(client.get(address, **host))
    cashier.post(f"{receipt}/take-back", {"reason": "خطأ"})
    assert "لم يعد يثبت أي أداء" in words(client.get(address, **host))
    assert client.get(f"{address[:-1]}{'A' if address[-1] != 'A' else 'B'}", **host).status_code == 404


def _squared() -> str:
    return receipt_address(Receipt.objects.get(), current_agency())


def test_a_cashier_takes_their_receipt_back_with_a_reason(receipt, owing, cashier):
    assert cashier.post(f"{receipt}/take-back", {"reason": ""}).status_code == 200
    cashier.post(f"{receipt}/take-back", {"reason": "عقد آخر"})
    assert (CounterEntry.objects.get().reason, dues_of(owing[0].pk)) == ("عقد آخر", 500_00)
    assert "أُلغي بالقيد العكسي" in words(cashier.get(receipt))


def close(client, **given):
    return client.post(f"{DESK}shifts/{Shift.objects.get().pk}/close", given)


def test_a_difference_is_explained_seen_by_the_head_signed_and_brought_to_the_bank(receipt, cashier, sign_in):
    answer = close(cashier, **{"piece-20000": "3"})
    assert (answer.status_code, "أعيدوا العد" in words(answer)) == (409, True)
    close(cashier, **{"piece-20000": "3", "explanation": "قطعة سقطت"})
    head, page = sign_in("head"), f"{DESK}shifts/{Shift.objects.get().pk}"
    assert "-1,00" in words(head.get(f"{DESK}shifts/"))
    assert "قطعة سقطت" in words(head.get(page))
    head.post(f"{page}/sign")
    head.post(f"{page}/remit", {"bank": "bank", "slip": "V-77"})
    assert (Shift.objects.get().signed_by.email[:4], Shift.objects.get().slip) == ("head", "V-77")
    assert head.get(f"{page}/sheet.pdf").content.startswith(b"%PDF")


def test_whoever_counts_is_not_told_what_to_find(receipt, cashier, sign_in):
    page = f"{DESK}shifts/{Shift.objects.get().pk}"
    assert "المبلغ المنتظر بالصندوق" not in words(cashier.get(page))
    assert "المبلغ المنتظر بالصندوق" in words(sign_in("head").get(page))


def test_the_head_sets_tills_up_and_gives_them_up(tills, sign_in):
    head = sign_in("head")
    head.post(f"{DESK}tills/new", {"code": "C2", "name_ar": "الصندوق الثاني"})
    assert "الصندوق الثاني" in words(head.get(f"{DESK}shifts/"))
    assert "يوجد صندوق بهذا الرمز" in words(head.post(f"{DESK}tills/new", {"code": "C2", "name_ar": "ب"}))
    head.post(f"{DESK}tills/{Till.objects.get(code='C2').pk}/end")
    assert Till.objects.get(code="C2").ended_at


def test_an_auditor_reads_and_takes_nothing(receipt, sign_in, tills):
    auditor = sign_in("secretary")
    assert auditor.get(DESK)["Location"] == f"{DESK}shifts/"
    assert auditor.get(receipt).status_code == 200
    assert auditor.get(f"{DESK}tills/{tills.pk}/open").status_code == 404
    assert auditor.post(f"{receipt}/take-back", {"reason": "x"}).status_code == 409


def test_a_colleague_sees_no_other_till_and_others_see_none(receipt, sign_in, office, at):
    role = {"role": "cashier", "actor": SYSTEM, "starts": at.replace(year=2020), "at": at}
    grant_role(staff=office.staff["colleague"], **role)
    assert sign_in("colleague").get(receipt).status_code == 404
    assert sign_in("stranger").get(DESK).status_code == 404


def test_credit_of_a_meter_is_sold_and_its_token_stands_on_the_receipt(cashier, at, laboratory):
    """Found by the number on the plate; the very purchase is chosen, paid, and printed with its token."""
    shop.contract(at)
    plate = PrepaidMeter.objects.get().drn
    page, _, query = found(cashier, plate).partition("?")
    quoted = words(cashier.get(f"{page}/buy?{query}&money=100"))
    key = re.search(r'name="key" value="([^"]+)"', quoted)[1]
    chosen = cashier.post(f"{page}/buy?{query}", {"money": "100", "key": key})["Location"]
    asked = {"take-0": "on", "means": "card"}
    receipt = take(cashier, chosen, asked, reference="TPE 9")["Location"]
    printed = grouped(Token.objects.get().digits)
    assert printed in words(cashier.get(receipt))
    assert printed in words(cashier.post(f"{receipt}/print", {"on": "roll"}))
    assert cashier.post(f"{receipt}/print", {"on": "sheet"})["Content-Type"] == "application/pdf"
    assert Token.objects.count() == 1


def test_less_than_the_least_amount_buys_nothing(cashier, at, laboratory):
    page, _, query = found(cashier, shop.contract(at).number).partition("?")
    answer = cashier.get(f"{page}/buy?{query}&money=0,01")
    assert (answer.status_code, 'name="key"' in words(answer)) == (422, False)
    assert not Sale.objects.exists()


def test_for_a_meter_that_is_billed_nothing_is_sold(owing, cashier):
    someone, [first, _] = owing
    assert "buy?" not in words(cashier.get(found(cashier, first.reference)))
    assert cashier.get(f"{DESK}payers/{someone.pk}/buy?about={first.reference}").status_code == 404

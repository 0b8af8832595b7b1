"""Money that needs somebody: files taken in, differences cleared up, alarms and requests by two people."""

from base64 import b64encode
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile

from shubbak.agencies.shares import end_of_hour
from shubbak.journal.rules import SYSTEM
from shubbak.payments.biller.actions import read_day
from shubbak.payments.biller.actions.hearing import shut
from shubbak.payments.biller.keys import own_public_key, secret_of
from shubbak.payments.biller.models import Change, Key
from shubbak.payments.biller.queries import live_keys
from shubbak.payments.ledger.actions import move, receive
from shubbak.payments.ledger.actions.book import Moment
from shubbak.payments.ledger.models import Request
from shubbak.payments.ledger.queries import credit_of, dues_of
from shubbak.payments.ledger.referring import register_opener
from shubbak.payments.ledger.rules import Received
from shubbak.payments.online.models import AlarmClosing, DayFile, Order
from shubbak.payments.online.models import DayDifference as GatewayDifference
from shubbak.payments.online.queries import differences_open
from shubbak.payments.reconciling.models import BankAccount, Difference, Line
from tests.payments.banks_of_test import bank, key_of
from tests.payments.ledger_of_test import bill, paid, payer
from tests.payments.online.test_orders import ordered, said
from tests.payments.reconciling.test_importing import BALANCE, DAY, HEAD, entry

DESK = "/desk/money/"
CLOSING = (("OPBD", "1.00"), ("CLBD", "1.05"))


@pytest.fixture
def cashier(clerks):
    return clerks["head_cashier"]


def words(answer) -> str:
    return answer.content.decode()


def statement(*entries) -> SimpleUploadedFile:
    content = HEAD.format(name="S1", inside="".join(entries)).encode()
    return SimpleUploadedFile("s.xml", content, "application/xml")


@pytest.fixture
def unknown(cashier) -> Difference:
    """Money came to the bank under no reference of ours."""
    cashier.post(f"{DESK}statements/new", {"file": statement(entry(50_00, text="AHMED LOYER"))})
    return Difference.objects.get()


def test_a_statement_is_taken_in_once_and_its_differences_are_listed(unknown, cashier):
    page = words(cashier.get(DESK))
    assert ("ورد مبلغ" in page, "50,00" in page, "AHMED LOYER" in page) == (True, True, True)
    cashier.post(f"{DESK}statements/new", {"file": statement(entry(50_00, text="AHMED LOYER"))})
    assert Difference.objects.count() == 1


def test_money_is_matched_by_hand_and_pays_the_bill_that_is_named(unknown, cashier, at):
    someone = payer(at)
    owed = bill(someone, 40_00, at)
    cashier.post(f"{DESK}differences/{unknown.pk}/match", {"words": owed.reference})
    unknown.refresh_from_db()
    assert (dues_of(someone.pk), credit_of(someone.pk), unknown.way) == (0, 10_00, "matched")


def test_whose_it_is_must_be_known(unknown, cashier):
    answer = cashier.post(f"{DESK}differences/{unknown.pk}/match", {"words": "999"})
    assert "لم نجد أحدا بهذا الرقم" in words(answer)


def test_a_difference_is_explained_or_the_money_went_back(unknown, cashier):
    page = f"{DESK}differences/{unknown.pk}"
    assert "AHMED LOYER" in words(cashier.get(page))
    cashier.post(f"{page}/settle", {"way": "returned", "reason": "أُرجع إلى صاحبه"})
    unknown.refresh_from_db()
    assert (unknown.way, unknown.note) == ("returned", "أُرجع إلى صاحبه")
    assert "أُرجع إلى صاحبه" in words(cashier.get(page))


def test_a_room_above_opens_a_file_about_it(unknown, cashier, monkeypatch):
    monkeypatch.setattr("shubbak.payments.ledger.referring._openers", [])
    page = f"{DESK}differences/{unknown.pk}"
    assert "لا تقدم الهيئة خدمة" in words(cashier.post(f"{page}/refer"))
    register_opener(lambda difference, actor, at: lambda: "12/2026")
    cashier.post(f"{page}/refer")
    assert "12/2026" in words(cashier.get(page))


@pytest.mark.parametrize("content", [b"<a/>", b"nothing"])
def test_a_file_that_is_no_statement_is_refused_beside_its_field(cashier, content):
    answer = cashier.post(f"{DESK}statements/new", {"file": SimpleUploadedFile("s.xml", content)})
    assert "لا يمكن الوثوق بشيء" in words(answer)


def test_the_file_of_a_gateway_is_read(cashier, at):
    content = b"oid,reference,amount,currency\nNOBODY,26,12.50,MAD\n"
    given = {"day": "2026-11-16", "file": SimpleUploadedFile("d.csv", content, "text/csv")}
    cashier.post(f"{DESK}day-files/new", given)
    assert DayFile.objects.get().lines == 1
    assert "NOBODY" in words(cashier.get(DESK))
    broken = {"day": "2026-11-16", "file": SimpleUploadedFile("d.csv", b"x,y\n1,2\n")}
    assert "تعذرت قراءة هذا الملف" in words(cashier.post(f"{DESK}day-files/new", broken))


@pytest.fixture
def alarmed(clerks, at) -> Order:
    """Paid here, and the gateway says now that the money is not there."""
    _someone, _owed, order = ordered(at)
    said(order)
    Order.objects.filter(pk=order.pk).update(alarm="not_there")
    return Order.objects.get()


def test_an_alarm_is_explained_by_one_person(alarmed, cashier):
    assert alarmed.oid in words(cashier.get(DESK))
    cashier.post(f"{DESK}alarms/{alarmed.pk}", {"way": "explained", "reason": "خطأ في الملف"})
    assert Order.objects.get().alarm == ""


def test_money_goes_back_only_by_two(alarmed, clerks, cashier):
    cashier.post(f"{DESK}alarms/{alarmed.pk}", {"way": "reversed", "reason": "لا أثر له"})
    asked = AlarmClosing.objects.get()
    decide = f"{DESK}alarms/decide/{asked.pk}"
    assert "يقرر شخص آخر" in words(cashier.post(decide, {"granted": "yes"}))
    clerks["director"].post(decide, {"granted": "yes"})
    after = Order.objects.get()
    assert (after.alarm, bool(after.payment.reversed_at)) == ("", True)


def test_a_refund_is_asked_by_one_and_granted_by_another(clerks, cashier, at):
    someone = payer(at)
    owed = bill(someone, 10_00, at)
    paid(someone, [(owed, 10_00)], at, amount=60_00)
    given = {"words": owed.reference, "amount": "50", "account": "bank", "reason": "رحل"}
    cashier.post(f"{DESK}refunds/new", given)
    decide = f"{DESK}requests/{Request.objects.get().pk}"
    assert "رحل" in words(clerks["director"].get(decide))
    assert cashier.post(decide, {"granted": "yes"}).status_code == 409
    clerks["director"].post(decide, {"granted": "yes"})
    assert credit_of(someone.pk) == 0


def test_a_debt_is_given_up_by_two_or_not_at_all(clerks, cashier, at):
    someone = payer(at)
    owed = bill(someone, 10_00, at)
    cashier.post(f"{DESK}write-offs/new", {"words": owed.reference, "reason": "لا يُستخلص"})
    clerks["director"].post(f"{DESK}requests/{Request.objects.get().pk}", {"granted": "no"})
    assert dues_of(someone.pk) == 10_00


def test_an_auditor_reads_and_others_find_nothing(unknown, clerks, sign_in):
    auditor = clerks["auditor"]
    assert auditor.get(f"{DESK}differences/{unknown.pk}").status_code == 200
    assert auditor.get(f"{DESK}differences/{unknown.pk}/settle").status_code == 404
    assert sign_in("stranger").get(DESK).status_code == 404


@pytest.fixture
def atlas(clerks, at):
    """A bank with a key, which told a payment in its file that never came."""
    known = bank(at)
    key_of(known, at)
    content = b"reference;amount;currency;state\nX-1;5000;MAD;paid\nTOTAL;5000;1;\n"
    read_day(bank=known, day=at.date(), content=content, media_type="text/csv", at=at)
    return known


def test_a_bank_with_its_keys_its_days_and_what_differs(atlas, cashier, at):
    assert f"{DESK}banks/atlas" in words(cashier.get(f"{DESK}banks/"))
    page = words(cashier.get(f"{DESK}banks/atlas"))
    assert ("atlas-1" in page, "X-1" in page, "50,00" in page) == (True, True, True)


def test_a_difference_of_a_day_is_cleared_up_with_a_reason(atlas, cashier, clerks):
    found = atlas.files.get().differences.get()
    page = f"{DESK}bank-days/{found.pk}/settle"
    assert "X-1" in words(cashier.get(DESK))
    assert clerks["auditor"].post(page, {"reason": "x"}).status_code == 404
    cashier.post(page, {"reason": "خطأ في ملفهم"})
    found.refresh_from_db()
    assert (found.note, found.settled_at is None) == ("خطأ في ملفهم", False)
    assert "X-1" not in words(cashier.get(DESK))


LIMITS = {"cut_off": "16", "per_minute": "10", "unknown_per_hour": "5"}


def change_page(what="approve") -> str:
    return f"{DESK}bank-changes/{Change.objects.get().pk}/{what}"


def test_a_key_is_withdrawn_by_one_person(atlas, cashier):
    key = atlas.keys.get()
    cashier.post(f"{DESK}bank-keys/{key.pk}/withdraw")
    assert "test" not in live_keys()
    key.refresh_from_db()
    assert key.withdrawn_at


def test_limits_are_proposed_by_one_and_put_in_force_by_another(atlas, clerks, cashier):
    cashier.post(f"{DESK}banks/atlas/limits", LIMITS)
    page = words(cashier.get(f"{DESK}banks/atlas"))
    assert ("حدود أخرى" in page, change_page() in page, change_page() in words(cashier.get(DESK))) == (
        True,
    ) * 3
    assert cashier.post(change_page()).status_code == 409
    atlas.refresh_from_db()
    assert atlas.cut_off == 18
    assert "18" in words(clerks["director"].get(change_page()))
    clerks["director"].post(change_page())
    atlas.refresh_from_db()
    assert (atlas.cut_off, atlas.per_minute, atlas.unknown_per_hour) == (16, 10, 5)
    assert "حدود أخرى" not in words(cashier.get(f"{DESK}banks/atlas"))


def test_limits_that_are_proposed_are_dropped_and_two_proposals_do_not_wait(atlas, cashier):
    cashier.post(f"{DESK}banks/atlas/limits", LIMITS)
    assert "في انتظار شخص ثان" in words(cashier.post(f"{DESK}banks/atlas/limits", LIMITS | {"cut_off": "12"}))
    cashier.post(change_page("drop"))
    assert not Change.objects.exists()
    same = {
        "cut_off": "18",
        "per_minute": str(atlas.per_minute),
        "unknown_per_hour": str(atlas.unknown_per_hour),
    }
    assert "المعمول بها الآن" in words(cashier.post(f"{DESK}banks/atlas/limits", same))


def test_a_bank_that_tried_numbers_looks_up_again_when_two_say_so(atlas, clerks, cashier, at):
    shut(bank=atlas, at=at)
    assert "أرقام كثيرة" in words(cashier.get(f"{DESK}banks/"))
    cashier.post(f"{DESK}banks/atlas/reopen")
    assert "أرقام كثيرة" in words(cashier.get(f"{DESK}banks/atlas"))
    assert cashier.post(change_page()).status_code == 409
    clerks["director"].post(change_page())
    assert "أرقام كثيرة" not in words(cashier.get(f"{DESK}banks/atlas"))
    assert "لا شيء يعاد فتحه" in words(cashier.post(f"{DESK}banks/atlas/reopen"))


def test_a_reopening_ends_no_later_shutting(atlas, clerks, cashier, at):
    shut(bank=atlas, at=at)
    cashier.post(f"{DESK}banks/atlas/reopen")
    shut(bank=atlas, at=at + timedelta(hours=1))
    assert clerks["director"].post(change_page()).status_code == 409
    assert Change.objects.get().is_waiting
    atlas.refresh_from_db()
    assert atlas.shut_until == end_of_hour(at + timedelta(hours=1))


def test_what_a_bank_paid_must_show_on_the_account_that_is_said(atlas, cashier, at):
    cashier.post(f"{DESK}accounts/new", {"account": "MA64 0115 1900 0001 2050 0053 4921", "bank": atlas.code})
    assert "MA64011519000001205000534921" in words(cashier.get(f"{DESK}banks/"))
    money = Received(atlas.source, "TX1", 100, "MAD", "bank", atlas.source, at, DAY)
    tx = receive(money=money, payer=payer(at).pk, wanted=[], actor=SYSTEM, at=at)
    later = entry(5, bank="B7").replace(str(DAY), str(DAY + timedelta(days=3)))
    balances = "".join(BALANCE.format(code=code, amount=said) for code, said in CLOSING)
    cashier.post(f"{DESK}statements/new", {"file": statement(balances, later)})
    assert Difference.objects.get(kind="missing_there").payment == tx


def test_an_account_needs_its_bank_and_a_number_that_fits(atlas, cashier):
    answer = words(cashier.post(f"{DESK}accounts/new", {"account": "MA65 0115 1900 0001 2050 0053 4921"}))
    assert "اختاروا البنك" in answer
    assert "MA65 0115 1900 0001 2050 0053 4921" in answer
    assert not BankAccount.objects.exists()


def test_an_auditor_changes_nothing_of_a_bank(atlas, clerks, cashier):
    cashier.post(f"{DESK}banks/atlas/limits", LIMITS)
    auditor = clerks["auditor"]
    assert change_page() not in words(auditor.get(f"{DESK}banks/atlas"))
    assert [auditor.post(change_page(what)).status_code for what in ("approve", "drop")] == [404, 404]


def test_a_difference_of_the_gateway_is_cleared_up_with_a_reason(cashier):
    content = b"oid,reference,amount,currency\nNOBODY,26,12.50,MAD\n"
    given = {"day": "2026-11-16", "file": SimpleUploadedFile("d.csv", content, "text/csv")}
    cashier.post(f"{DESK}day-files/new", given)
    found = GatewayDifference.objects.get()
    assert "NOBODY" in words(cashier.get(f"{DESK}gateway-days/{found.pk}"))
    cashier.post(f"{DESK}gateway-days/{found.pk}/settle", {"reason": "يظهر غدا"})
    assert not differences_open().exists()


def test_cash_that_was_brought_to_the_bank_is_known_in_its_statement(cashier, at):
    """Its line is matched with the transfer out of the safe: nothing needs anybody. Another one is not."""
    iban = "MA64011519000001205000534921"
    into = BankAccount.objects.create(iban=iban, into="bank:ours").into
    told = {"out_of": "safe", "into": into, "amount": 50_00, "currency": "MAD", "about": "shift:1"}
    move(**told, actor=SYSTEM, moment=Moment(at, at.date()))
    cashier.post(f"{DESK}statements/new", {"file": statement(entry(50_00, text="VERSEMENT ESPECES"))})
    assert (Difference.objects.count(), Line.objects.get().transfer.amount) == (0, 50_00)
    cashier.post(f"{DESK}statements/new", {"file": statement(entry(50_00, text="VERSEMENT", bank="B2"))})
    assert Difference.objects.get().kind == "missing_here"


def test_a_difference_of_a_day_becomes_a_file_that_is_said_with_it(atlas, cashier, clerks, monkeypatch):
    monkeypatch.setattr("shubbak.payments.ledger.referring._openers", [])
    page = f"{DESK}bank-days/{atlas.files.get().differences.get().pk}"
    assert "لا تقدم الهيئة خدمة" in words(cashier.post(f"{page}/refer"))
    told = []
    register_opener(lambda differing, actor, at: told.append(differing) or (lambda: "12/2026"))
    cashier.post(f"{page}/refer")
    assert (told[0].about, told[0].theirs, told[0].ours) == ("X-1", 50_00, 0)
    assert "/desk/search?words=12/2026" in words(clerks["auditor"].get(page))
    assert cashier.post(f"{page}/refer").status_code == 409


BANK = {"code": "rif", "name_ar": "بنك الريف", "cut_off": "18", "per_minute": "600", "unknown_per_hour": "60"}


def test_a_bank_is_proposed_by_one_and_put_in_force_by_another(clerks, cashier):
    cashier.post(f"{DESK}new-bank", BANK)
    page = words(cashier.get(f"{DESK}banks/rif"))
    assert ("بنك الريف" in page, "/banks/rif/approve" in page, "new-key" in page) == (True, True, False)
    assert "/banks/rif/approve" in words(cashier.get(DESK))
    assert "أنتم من اقترحه" in words(cashier.post(f"{DESK}banks/rif/approve"))
    clerks["director"].post(f"{DESK}banks/rif/approve")
    assert "new-key" in words(cashier.get(f"{DESK}banks/rif"))
    assert cashier.post(f"{DESK}banks/rif/drop").status_code == 404


def test_a_secret_is_shown_once_and_believed_when_another_has_approved(atlas, clerks, cashier):
    answer = cashier.post(f"{DESK}banks/atlas/new-key", {"name": "atlas-2", "kind": "hmac-sha256"})
    key = Key.objects.get(name="atlas-2")
    secret = b64encode(secret_of(key)).decode()
    assert (secret in words(answer), answer["Cache-Control"]) == (True, "private, no-store")
    assert secret not in words(cashier.get(f"{DESK}banks/atlas"))
    assert "atlas-2" not in live_keys()
    assert cashier.post(f"{DESK}bank-keys/{key.pk}/approve").status_code == 409
    clerks["director"].post(f"{DESK}bank-keys/{key.pk}/approve")
    assert "atlas-2" in live_keys()


def test_a_bank_gives_its_own_public_key(atlas, cashier):
    page, told = f"{DESK}banks/atlas/new-key", {"name": "atlas-2", "kind": "ed25519"}
    assert "Ed25519" in words(cashier.post(page, {**told, "public": "not one"}))
    assert cashier.post(page, {**told, "public": ""}).status_code == 409
    public = b64encode(bytes(Ed25519PrivateKey.generate().public_key().public_bytes_raw())).decode()
    assert b64encode(own_public_key()).decode() in words(cashier.post(page, {**told, "public": public}))
    assert Key.objects.get(name="atlas-2").kind == "ed25519"


def test_an_auditor_proposes_no_bank(atlas, clerks):
    auditor = clerks["auditor"]
    assert auditor.post(f"{DESK}new-bank", BANK).status_code == 404
    assert (
        auditor.post(f"{DESK}banks/atlas/new-key", {"name": "x-1", "kind": "hmac-sha256"}).status_code == 404
    )

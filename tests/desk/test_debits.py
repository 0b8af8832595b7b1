"""Direct debit at the desk: a mandate of a contract, a collection by two people, its file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shubbak.payments.debiting.models import Collection, Debit, Mandate
from shubbak.payments.debiting.queries import creditor_account
from shubbak.payments.ledger.queries import dues_of
from tests.desk.test_money import statement, words
from tests.documents.hostile import picture
from tests.payments.debits_of_test import COLLECT_ON, FRENCH, IBAN, RIB, debits, owing
from tests.payments.reconciling.test_importing import entry
from tests.payments.reports_of_test import refusals, report

DESK = "/desk/money/debits/"
BODY = "".join(FRENCH.split())
ACCOUNT = {"name": "وكالة الماء", "account": BODY, "bic": "BCMAMAMC", "scheme": "MA98ZZZ0001"}
SIGNED = {"name": "أمينة العلوي", "account": RIB, "bic": "", "signed_on": "2026-11-17"}


@pytest.fixture
def cashier(clerks):
    return clerks["head_cashier"]


@pytest.fixture
def waiting(cashier, at):
    """A collection of one bill that waits for a second person."""
    owing(at, 100_00)
    cashier.post(f"{DESK}account", ACCOUNT)
    cashier.post(f"{DESK}new", {"collect_on": COLLECT_ON.isoformat()})
    return Collection.objects.get()


@pytest.fixture
def left(waiting, clerks):
    """… that was approved, and whose file was written."""
    clerks["director"].post(f"{DESK}{waiting.pk}/approve")
    clerks["head_cashier"].post(f"{DESK}{waiting.pk}/send")
    return Collection.objects.get()


def mandates_of(contract) -> str:
    return f"/desk/contracts/{contract.number}/mandates/"


def test_a_mandate_is_entered_from_the_paper_and_shown_by_its_last_four(billed, sign_in):
    counter, here = sign_in("counter"), mandates_of(billed)
    paper = SimpleUploadedFile("m.jpg", picture("JPEG", (400, 300)), "image/jpeg")
    assert counter.post(f"{here}new", SIGNED | {"paper": paper}).status_code == 302
    for page in (words(counter.get(here)), words(counter.get(f"/desk/contracts/{billed.number}"))):
        assert "4921" in page
        assert RIB[:10] not in page
    signed = Mandate.objects.get()
    assert signed.last_four == IBAN[-4:]
    assert b"".join(counter.get(f"{here}{signed.pk}/paper").streaming_content) == picture("JPEG", (400, 300))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"account": RIB[:-1]}, "24 رقما"),
        ({"account": RIB[:-1] + "2"}, "رقم المراقبة لا يطابق"),
        ({"bic": "x"}, "8 أو 11"),
        ({"signed_on": "2027-01-01"}, "لم يحل"),
    ],
)
def test_what_no_bank_would_take_is_said_beside_its_field(billed, sign_in, given, said):
    page = words(sign_in("counter").post(f"{mandates_of(billed)}new", SIGNED | given))
    assert said in page
    assert not Mandate.objects.exists()


def test_a_mandate_is_ended_at_the_desk_once(billed, sign_in):
    counter, here = sign_in("counter"), mandates_of(billed)
    counter.post(f"{here}new", SIGNED)
    end = f"{here}{Mandate.objects.get().pk}/end"
    assert "4921" in words(counter.get(end))
    counter.post(end, {"ending": "withdrawn"})
    assert (Mandate.objects.get().ending, counter.post(end).status_code) == ("withdrawn", 404)
    assert "سحبه المعني بالأمر" in words(counter.get(here))


def test_nothing_is_collected_before_the_body_says_on_which_account(cashier):
    assert "لم تحدد الهيئة بعد" in words(cashier.get(DESK))
    assert "حددوا أولا" in words(cashier.post(f"{DESK}new", {"collect_on": COLLECT_ON.isoformat()}))
    cashier.post(f"{DESK}account", ACCOUNT)
    assert creditor_account().iban == BODY


def test_a_second_person_approves_and_the_file_is_written_once(waiting, clerks):
    own, other = clerks["head_cashier"], clerks["director"]
    here = f"{DESK}{waiting.pk}"
    assert "يصادق عليها شخص آخر" in words(own.get(here))
    assert own.post(f"{here}/approve").status_code == 409
    other.post(f"{here}/approve")
    own.post(f"{here}/send")
    file = own.post(f"{here}/file")
    assert (file.headers["Content-Disposition"], IBAN.encode() in file.content) == (
        f'attachment; filename="{waiting.name}.xml"',
        True,
    )
    assert own.post(f"{here}/file").content == file.content


def test_no_page_shows_more_of_an_account_than_its_last_four(left, clerks):
    """The body's own account is no secret; whoever signed has another one."""
    here, line = f"{DESK}{left.pk}", Debit.objects.get()
    pages = [(clerks["head_cashier"], path) for path in (DESK, here, f"{DESK}lines/{line.pk}/give-up")]
    pages += [(clerks["auditor"], f"/desk/audit/journal?words={name}") for name in ("", left.name)]
    for reader, path in pages:
        answer = reader.get(path)
        assert (answer.status_code, RIB[:20] in words(answer)) == (200, False), path


def test_a_collection_is_given_up_before_it_leaves(waiting, cashier):
    cashier.post(f"{DESK}{waiting.pk}/drop")
    assert [debit.state for debit in debits()] == ["left_out"]
    assert cashier.post(f"{DESK}{waiting.pk}/drop").status_code == 409


def test_what_the_bank_answers_stands_in_the_collection(left, clerks):
    cashier, [debit] = clerks["head_cashier"], debits()
    came = entry(100_00, end_to_end=debit.end_to_end)
    back = entry(100_00, end_to_end=debit.end_to_end, way="DBIT", bank="B2")
    back = back.replace("</TxDtls>", "<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf></TxDtls>")
    cashier.post("/desk/money/statements/new", {"file": statement(came, back)})
    page = words(cashier.get(f"{DESK}{left.pk}"))
    assert "رصيد الحساب غير كاف" in page
    assert dues_of(debit.payable.payer_id) == 100_00


def told(content: bytes) -> dict:
    return {"file": SimpleUploadedFile("r.xml", content, "application/xml")}


def test_the_report_of_the_bank_on_the_file_is_taken_in_at_the_collection(left, cashier):
    [debit], here = debits(), f"{DESK}{left.pk}"
    assert f"{here}/report" in words(cashier.get(here))
    answer = cashier.post(f"{here}/report", told(report(left.name, status="ACCP")), follow=True)
    assert "قبل البنك اقتطاعا واحدا" in words(answer)
    assert "قبله البنك" in words(answer)
    answer = cashier.post(f"{here}/report", told(refusals(left, [debit.end_to_end])), follow=True)
    assert "رفض البنك اقتطاعا واحدا" in words(answer)
    assert "رصيد الحساب غير كاف" in words(answer)
    answer = cashier.post(f"{here}/report", told(refusals(left, [debit.end_to_end])), follow=True)
    assert "لا جديد فيه" in words(answer)


@pytest.mark.parametrize("content", [b"x", report("D2026-0009", status="RJCT")])
def test_a_report_that_is_none_or_is_of_another_file_changes_nothing(left, cashier, content):
    answer = cashier.post(f"{DESK}{left.pk}/report", told(content))
    assert (answer.status_code, [debit.state for debit in debits()]) == (200, ["sent"])


def test_a_debit_of_which_the_bank_says_nothing_is_given_up(left, cashier):
    [debit] = debits()
    assert "التخلي" not in words(cashier.get(f"{DESK}{left.pk}"))
    cashier.post(f"{DESK}lines/{debit.pk}/give-up")
    assert Debit.objects.get().state == "unanswered"


def test_auditors_read_and_others_find_nothing(left, clerks, sign_in):
    auditor, agent = clerks["auditor"], sign_in("counter")
    assert [auditor.get(path).status_code for path in (DESK, f"{DESK}{left.pk}")] == [200, 200]
    for path in (
        f"{DESK}{left.pk}/file",
        f"{DESK}new",
        f"{DESK}account",
        f"{DESK}{left.pk}/approve",
        f"{DESK}{left.pk}/report",
    ):
        assert auditor.post(path).status_code == 404
    assert agent.get(DESK).status_code == 404

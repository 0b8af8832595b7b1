"""The kiosk: the receipt of a file opens it, and nothing stays behind."""

import pytest

from shubbak.cases.models import Case
from shubbak.cases.queries import access_code_of
from shubbak.registry.books.signing import receipt_address, sign_entry
from tests.signer import signer

__all__ = ["signer"]
KIOSK = "/board/kiosk/"
CANARY = "طائر الكناري"


@pytest.fixture
def case(office):
    made = office.deposit(answers={"name": CANARY})
    Case.objects.update(title={"ar": CANARY})
    return made


def test_number_and_code_show_where_the_file_stands_and_no_name(case, television):
    answer = television.post(KIOSK, {"number": case.number, "code": access_code_of(case)})
    page = answer.content.decode()
    assert (answer.status_code, case.number in page, "الإيداع" in page) == (200, True, True)
    assert CANARY not in page


def test_the_code_of_a_receipt_is_enough_as_a_scanner_types_it(case, television, signer, at):
    typed = receipt_address(sign_entry(entry=case.entry, at=at))
    assert case.number in television.post(KIOSK, {"number": typed}).content.decode()


def test_a_forged_receipt_opens_nothing(case, television, signer, at):
    typed = receipt_address(sign_entry(entry=case.entry, at=at))
    spoilt = typed[:-60] + ("B" if typed[-60] == "A" else "A") + typed[-59:]
    answer = television.post(KIOSK, {"number": spoilt})
    assert answer.status_code == 422
    assert case.number not in answer.content.decode()


def test_a_wrong_code_and_an_unknown_number_get_the_same_answer(case, television):
    pages = [
        television.post(KIOSK, {"number": number, "code": "1234567890123"}).content.decode()
        for number in (case.number, "999/2026")
    ]
    assert "لم يُعثر على أي ملف" in pages[0]
    assert pages[0].replace(case.number, "999/2026") == pages[1]


def test_nothing_stays_on_the_machine(case, television):
    answer = television.post(KIOSK, {"number": case.number, "code": access_code_of(case)})
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Refresh"] == "60; url=/board/kiosk/"


def test_a_number_without_its_code_is_told_beside_the_field(case, television):
    page = television.post(KIOSK, {"number": case.number}).content.decode()
    assert "اكتبوا رمز التتبع الموجود في الوصل." in page
    assert f'value="{case.number}"' in page


def test_the_language_goes_with_the_page(television):
    assert "Où en est votre dossier" in television.get(f"{KIOSK}?language=fr").content.decode()
    assert "أين وصل ملفكم؟" in television.get(KIOSK).content.decode()

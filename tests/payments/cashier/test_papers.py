"""What stands on the papers of a till."""

import pytest

from shubbak.agencies.queries import current_agency
from shubbak.documents.paper import render
from shubbak.payments.cashier.actions import close_shift, print_receipt
from shubbak.payments.cashier.models import Shift
from shubbak.payments.cashier.papers import closing_sheet, code_of, receipt_of_code, receipt_sheet
from shubbak.payments.cashier.queries import receipt_with
from tests.payments.cashier_of_test import opened, taking, took
from tests.payments.ledger_of_test import bill, payer

WORDS = {"ar": "فاتورة نونبر", "fr": "Facture de novembre"}


@pytest.fixture
def receipt(agency, at):
    someone, shift = payer(at), opened(at)
    owed = bill(someone, 592_77, at, words=WORDS, reference="2024-0000001")
    asked = taking([(owed, 592_77)], advance=10_00, handed=700_00)
    return receipt_with(took(shift, someone, asked, at).pk)


def facts(sheet) -> dict[str, str]:
    return {fact.label.fr: fact.value.fr.replace("\u00a0", " ") for fact in sheet.facts}


def test_a_receipt_says_what_was_paid_and_the_change(receipt, at):
    told = facts(receipt_sheet(receipt, current_agency()))
    assert told["Facture de novembre n° 2024-0000001"] == "592,77 DH"
    assert (told["Total"], told["Monnaie rendue"]) == ("602,77 DH", "97,23 DH")


def test_the_second_print_is_a_duplicate(receipt, at):
    titles = []
    for _ in range(2):
        print_receipt(receipt_id=receipt.pk, staff=receipt.shift.cashier, at=at)
        titles.append(receipt_sheet(receipt_with(receipt.pk), current_agency()).title.fr)
    assert titles == ["Reçu de paiement", "Reçu de paiement (duplicata)"]


def test_only_its_own_code_leads_to_a_receipt(receipt):
    code = code_of(receipt, current_agency())
    assert receipt_of_code(code.lower(), current_agency()) == receipt
    other = "A" if code[-1] != "A" else "B"
    for wrong in (code[:-1] + other, "x"):
        assert receipt_of_code(wrong, current_agency()) is None


def test_a_closing_sheet_says_the_difference_and_who_signed(receipt, at):
    close_shift(
        shift_id=receipt.shift.pk,
        pieces={200_00: 4},
        explanation="قطعة سقطت",
        staff=receipt.shift.cashier,
        is_head=False,
        at=at,
    )
    sheet = closing_sheet(Shift.objects.get(), current_agency())
    assert "-2,77" in facts(sheet)["Différence"]
    assert [item.text.fr for item in sheet.effects][1] == "pas encore signé"
    assert render(sheet, current_agency()).startswith(b"%PDF")

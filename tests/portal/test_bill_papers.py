"""The paper of a bill, taken home from its page: what the page tells stands on it, and can be copied out."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from time_machine import travel

from shubbak.foundation.text import isolate_ltr
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.paper import bill_sheet
from shubbak.utility.metering.actions import suspend_field_reading
from tests.documents.test_papers import copied_with_poppler, plain
from tests.portal.test_bills import NOW, path_of, prove, seen
from tests.utility.bills.street import bill, issued, read
from tests.utility.subscriptions.village import CLERK, contract


@pytest.fixture
def home(agency: Any, visitor: Client) -> str:
    """The page of a bill of 28 cubic metres, a year after one of 19."""
    opened = contract(NOW)
    for day, index in ((date(2024, 11, 30), 1010), (date(2024, 12, 31), 1029)):
        read(opened, day, index)
        issued(f"{day:%Y-%m}", NOW)
    for day, index in ((date(2025, 11, 30), 1229), (date(2025, 12, 31), 1257)):
        read(opened, day, index)
        issued(f"{day:%Y-%m}", NOW)
    prove(visitor, opened.number, "2913")
    return path_of(bill(opened, "2025-12"))


def paper(visitor: Client, path: str) -> str:
    """Its text, as whoever copies it out gets it."""
    with travel(NOW, tick=False):
        return plain(copied_with_poppler(visitor.get(f"{path}.pdf").content))


def test_the_paper_says_why_in_the_sentences_of_the_page(home: str, visitor: Client) -> None:
    said = "vous avez consommé 28 m³ au lieu de 19 m³, et êtes passé à une tranche plus chère."
    copied = paper(visitor, home)
    assert "Pourquoi la facture a-t-elle augmenté ?" in copied
    assert "لماذا ارتفعت الفاتورة؟" in copied
    assert said in copied
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    assert said in seen(visitor, home)[1]


def test_the_parts_on_the_paper_are_those_of_the_page_and_add_up(home: str, visitor: Client) -> None:
    page, copied = seen(visitor, home)[1], paper(visitor, home)
    parts = {part: round(float(part.replace(",", ".")) * 100) for part in signed(page)}
    assert len(parts) > 2
    whole = f"+{sum(parts.values()) // 100},{sum(parts.values()) % 100:02}"
    assert {*parts, whole} == set(signed(copied))


def test_the_paper_shows_the_bands_and_both_years_in_figures(home: str, visitor: Client) -> None:
    copied = paper(visitor, home)
    for words in ("Tranche", "10,98", "20,667", "Consommation sur deux ans", "12 derniers mois"):
        assert words in copied


def test_every_paper_says_that_nobody_comes_to_read(home: str, visitor: Client) -> None:
    assert "La relève sur place est suspendue" not in paper(visitor, home)
    suspend_field_reading(actor=CLERK, at=NOW)
    copied = paper(visitor, home)
    assert "La relève sur place est suspendue" in copied
    assert "قراءة العدادات بعين المكان معلقة" in copied


@pytest.mark.usefixtures("home")
def test_the_number_of_a_meter_stands_on_the_paper_as_on_the_meter(agency: Any) -> None:
    [label] = [
        each.label.ar for each in bill_sheet(Bill.objects.first(), agency).details if "M-" in str(each)
    ]
    assert label == f"العداد {isolate_ltr('M-W-0001')}"


def signed(text: str) -> list[str]:
    """Amounts with their sign."""
    return [word for word in text.replace("\u00a0", " ").split() if word[0] in "+-" and "," in word]

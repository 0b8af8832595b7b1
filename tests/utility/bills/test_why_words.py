"""Why a bill rose or fell, in the words of its page."""

from datetime import date

import pytest
from django.utils import translation

from shubbak.foundation.text import without_controls
from shubbak.utility.bills.manner import Manner
from shubbak.utility.bills.why_words import Comparison, Why, why_words
from shubbak.utility.bills.written import Billed
from tests.utility.bills.bills_of_test import SEWERAGE, WATER, billed
from tests.utility.tariffs.shelf_of_test import shelf

OCTOBER_2025, OCTOBER_2026 = date(2025, 10, 1), date(2026, 10, 1)
DEAR = billed([WATER, SEWERAGE], 28_000, OCTOBER_2026, 30)
CHEAP = billed([WATER, SEWERAGE], 19_000, OCTOBER_2025, 30)


def told(now: Billed, before: Billed, language: str = "ar", *, leaks: bool = False) -> Why | None:
    unit, month = {"ar": ("م³", "أكتوبر 2025"), "fr": ("m³", "octobre 2025")}[language]
    with translation.override(language):
        manner = Manner(language, "ma", "latn", "MAD", unit)
        return why_words(Comparison(now, before, month, leaks), shelf(), manner)


def said(why: Why | None) -> str:
    assert why is not None
    words = [why.title, why.lead, why.leak]
    for reason in why.reasons:
        words += [reason.title, reason.amount, reason.text]
    return without_controls(" | ".join(words)).replace("\u00a0", " ")


def test_a_bill_that_rose_names_its_band_its_cubic_metres_and_what_follows_them() -> None:
    words = said(told(DEAR, CHEAP, leaks=True))
    assert "لماذا ارتفعت الفاتورة؟ | زادت بمبلغ 208,22 درهم عن أكتوبر 2025" in words
    assert (
        "الانتقال إلى شطر 21–35 | +100,52 درهم | فوق 20 م³ يُحتسب الاستهلاك كله بثمن 10,98 بدل 7,39" in words
    )
    assert "9 م³ إضافية | +66,51 درهم" in words
    assert "خدمة التطهير السائل | +41,19 درهم" in words
    assert "المعدل صار 933 لترا في اليوم بدل 633" in words


def test_a_bill_that_fell_is_told_the_other_way_round() -> None:
    words = said(told(CHEAP, DEAR, "fr"))
    assert "Pourquoi la facture a-t-elle baissé ?" in words
    assert "êtes revenu à une tranche moins chère" in words
    assert "Jusqu’à 20 m³, toute la consommation est facturée à 7,39 au lieu de 10,98" in words
    assert "9 m³ de moins | -98,82 DH" in words


def test_a_longer_period_is_a_reason_by_itself() -> None:
    words = said(told(billed([WATER], 12_000, OCTOBER_2026, 36), billed([WATER], 10_000, OCTOBER_2025, 30)))
    assert "فترة أطول بمقدار 6 أيام" in words
    assert "عدد الأيام 36 بدل 30، بنفس الاستهلاك اليومي" in words


def test_two_bills_alike_need_no_reasons() -> None:
    assert told(DEAR, DEAR) is None


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_kind_of_reason_has_its_words(language: str) -> None:
    taxed = billed(["ma-electricity-household"], 359_000, date(2025, 12, 22), 30)
    before = billed(["ma-electricity-household", WATER], 90_000, date(2025, 1, 5), 61)
    for now, earlier in ((taxed, before), (before, taxed)):
        assert len(said(told(now, earlier, language)).split(" | ")) > 9

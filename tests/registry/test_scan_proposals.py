"""What the text of a scan proposes: Arabic and French heads of letters, as a reader of pictures gives it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.foundation.text import month_name, to_digits
from shubbak.registry.scans.proposals import LONGEST_REFERENCE, LONGEST_SUBJECT, Proposed, proposed

TODAY = date(2026, 11, 23)
NOISE = st.text(alphabet="اأبتثجحخدذرزسشصضطظعغفقكلمنهوي ABCDEéè0123456789:/.-،\n|~_*", max_size=80)
ARABIC = """المملكة المغربية
وزارة الداخلية
عمالة إقليم سطات
عدد: ١٢٣٤/ق.ش.د/٢٠٢٦
سطات في ٣ نونبر ٢٠٢٦
إلى السيد مدير وكالة المياه
الموضوع : طلب توسيع شبكة الماء بحي السلام
المرجع: مراسلتكم عدد 88 بتاريخ 12/10/2026
سلام تام بوجود مولانا الإمام،"""
FRENCH = """ROYAUME DU MAROC
Province de Settat
N/Réf : 45/DPE/2026
V/Réf : 12/2026 du 01/02/2026
Settat, le 1er août 2026
Objet : Extension du réseau d’eau potable
Monsieur le Directeur,"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            ARABIC,
            Proposed("طلب توسيع شبكة الماء بحي السلام", "1234/ق.ش.د/2026", date(2026, 11, 3)),
        ),
        (FRENCH, Proposed("Extension du réseau d’eau potable", "45/DPE/2026", date(2026, 8, 1))),
        ("ال موصوع؛ شكاية\nالمرجع : 77/2025", Proposed("شكاية", "77/2025")),
        ("0biet . Facture n° 12\nRabat, le 05-06-2026", Proposed("Facture n° 12", "", date(2026, 6, 5))),
        ("الموضوع:\nطلب لقاء", Proposed("طلب لقاء")),
        ("بتاريخ: 2026/03/09", Proposed(written_on=date(2026, 3, 9))),
        ("حرر بالرباط في يوم الثلاثاء 14 غشت 2026", Proposed(written_on=date(2026, 8, 14))),
        ("Settat, le lundi 7 déc. 2025", Proposed(written_on=date(2025, 12, 7))),
        ("Réf. 9/26\nObjet: ...", Proposed(reference="9/26")),
    ],
)
def test_the_head_of_a_letter_is_understood(text, told):
    assert proposed(text, TODAY) == told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "في 31 فبراير 2026",
        "le 3 novembre 2030",
        "Le 5 brumaire 2026",
        "الموضوع يخص الماء",
        "عدد السكان كبير",
        "objectif : trois mois",
    ],
)
def test_what_is_not_clear_proposes_nothing(text):
    assert proposed(text, TODAY) == Proposed()


@given(NOISE, NOISE)
def test_no_text_breaks_it_and_what_it_proposes_fits_the_boxes(before, after):
    told = proposed(f"{before}\nObjet: {after}\nRéf: {before}\nle {after}", TODAY)
    assert len(told.subject) <= LONGEST_SUBJECT
    assert len(told.reference) <= LONGEST_REFERENCE
    assert told.written_on is None or told.written_on <= TODAY


@given(
    st.dates(date(1995, 1, 1), TODAY),
    st.sampled_from([("ar", "ma", "في"), ("ar", "sa", "بتاريخ"), ("fr", "ma", "le")]),
    st.sampled_from(["latn", "arab"]),
    NOISE.map(lambda words: " ".join(words.split())).filter(lambda words: not any(map(str.isdigit, words))),
)
def test_a_day_in_words_is_found_whatever_stands_around_it(day, spoken, digits, noise):
    language, country, before = spoken
    said = to_digits(f"{day.day} {month_name(day.month, language, country)} {day.year}", digits)
    assert proposed(f"Settat {before} {said}\n{noise}", TODAY).written_on == day


def test_only_the_head_of_a_letter_is_read():
    assert proposed("سطر\n" * 100 + "الموضوع: لا", TODAY + timedelta(days=1)) == Proposed()

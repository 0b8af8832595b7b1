"""The many spellings of a word are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shubbak.search.arabic import lexemes, stem


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("انقطاع الماء", "الماء"),
        ("فاتورة الكهرباء", "الفواتير"),
        ("عدّاد معطّل", "العدادات"),
        ("رخصة الإصلاح", "رخصه اصلاح"),
        ("شكاية تقنية", "الشكايات"),
        ("زنقة الورد ١٢", "12"),
        ("مشتركون", "المشتركين"),
        ("Réclamation", "reclamation"),
        ("والكهرباء", "كهرباء"),
        ("قناة التطهير", "قنوات"),
        ("عمود الإنارة", "الأعمدة"),
        ("أنبوب مكسور", "أنابيب"),
        ("موعد الزيارة", "المواعيد"),
        ("ضرر في الجدار", "الأضرار"),
        ("دكان مغلق", "الدكاكين"),
        ("عنوان جديد", "العناوين"),
        ("شهادة إدارية", "الشواهد"),
        ("شقة في الطابق", "الشقق"),
        ("طريق محفرة", "الطرق"),
    ],
)
def test_what_is_asked_finds_what_is_written(written, asked):
    assert set(lexemes(asked)) <= set(lexemes(written))


@pytest.mark.parametrize(("one", "other"), [("ماء", "كهرباء"), ("تسرب", "انقطاع"), ("عداد", "فاتورة")])
def test_different_words_stay_different(one, other):
    assert not set(lexemes(one)) & set(lexemes(other))


@given(some.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=12))
def test_a_stem_is_never_empty(word):
    assert stem(word)

"""Words as they are compared: folded, then lightly stemmed. Pure; the same for writing and for asking.

Light stemming takes off what Arabic glues to a noun (و, the article with ب، ف، ك، ل, common endings)
and keeps at least three letters; broken plurals of the services' own vocabulary stand in a small table.
"""

import re
from functools import lru_cache

from shubbak.foundation.text import fold_ar

_WORD = re.compile(r"\w+")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_PREFIXES = ("وبال", "وال", "فال", "بال", "كال", "ولل", "ال", "لل")
_SUFFIXES = (
    "اتهم",
    "اتنا",
    "اتكم",
    "تهم",
    "تنا",
    "هما",
    "ات",
    "ان",
    "ون",
    "ين",
    "يه",
    "ها",
    "هم",
    "نا",
    "كم",
    "ه",
    "ي",
)
_SHORTEST = 3
_PLURALS = {
    "فواتير": "فاتور",
    "عدادات": "عداد",
    "وثايق": "وثيق",
    "شكايا": "شكا",
    "شكاوي": "شكا",
    "شكوي": "شكا",
    "شكايه": "شكا",
    "شكايات": "شكا",
    "طلبات": "طلب",
    "رخص": "رخص",
    "اعطاب": "عطب",
    "اعطال": "عطل",
    "مدارس": "مدرس",
    "شوارع": "شارع",
    "ازقه": "زنق",
    "احياء": "حي",
    "احيا": "حي",
    "منازل": "منزل",
    "بيوت": "بيت",
    "اسلاك": "سلك",
    "بالوعات": "بالوع",
    "قنوات": "قنا",
    "قناه": "قنا",
    "مياه": "ماء",
    "ميا": "ماء",
    "عقود": "عقد",
    "اشغال": "شغل",
    "تصاميم": "تصميم",
    "ملفات": "ملف",
    "صور": "صور",
    "اراضي": "ارض",
    "عمارات": "عمار",
    "مباني": "مبن",
    "محلات": "محل",
    "ابواب": "باب",
    "نوافذ": "نافذ",
    "اعمده": "عمود",
    "انابيب": "انبوب",
    "صناديق": "صندوق",
    "مصابيح": "مصباح",
    "رسوم": "رسم",
    "اوراق": "ورق",
    "شقق": "شقه",
    "دكاكين": "دكان",
    "ارصفه": "رصيف",
    "تراخيص": "ترخيص",
    "شواهد": "شهاد",
    "مواعيد": "موعد",
    "مبالغ": "مبلغ",
    "اقساط": "قسط",
    "ديون": "دين",
    "عناوين": "عنو",
    "محاضر": "محضر",
    "اضرار": "ضرر",
    "حوادث": "حادث",
    "مطاعن": "طعن",
    "طعون": "طعن",
    "مشاكل": "مشكل",
    "حفر": "حفر",
    "جيران": "جار",
    "مساكن": "مسكن",
    "مقاهي": "مقه",
    "اسواق": "سوق",
    "طرق": "طريق",
    "طرقات": "طريق",
}


def fold(words: str) -> str:
    """One spelling for the many of a word (`foundation.text.fold_ar`)."""
    return fold_ar(words)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The light stem of one folded word; other scripts stay as they are."""
    if not _ARABIC.search(word):
        return word
    bare = _without_prefix(word)
    return _PLURALS.get(bare) or _PLURALS.get(word) or _without_suffix(bare)


@lru_cache(maxsize=1024)
def forms(stem: str) -> tuple[str, ...]:
    """What a folded word holds whose stem this is: the stem itself, or a plural that the table knows."""
    return (stem, *(plural for plural, known in _PLURALS.items() if known == stem))


@lru_cache(maxsize=1024)
def forms_of_begun(beginning: str) -> tuple[str, ...]:
    """The plurals that the table knows of words whose stem begins so."""
    return tuple(plural for plural, known in _PLURALS.items() if known.startswith(beginning))


def lexemes(words: str) -> list[str]:
    """Stems of all words, in their order, twice where they stand twice."""
    return [stem(word) for word in _WORD.findall(fold(words)) if len(word) > 1 or word.isdigit()]


def _without_prefix(word: str) -> str:
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            return word[len(prefix) :]
    if word.startswith("و") and len(word) > _SHORTEST + 1:
        return word[1:]
    return word


def _without_suffix(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
            return word[: -len(suffix)]
    return word

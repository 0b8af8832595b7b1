"""One form for the many spellings of an Arabic word, so that people find and sort what they mean."""

import re
import unicodedata

from shubbak.foundation.text.digits import to_western_digits

_TATWEEL = "ـ"
# Hamza carriers to their letter, taa marbuta to haa, alef maqsura and Persian yaa to yaa, Persian kaf to kaf.
_LETTERS = str.maketrans("أإآٱىیةکؤئگڭ", "ااااييهكويكك")
_LONE_HAMZA = str.maketrans("", "", "ء")
_ARTICLE = re.compile(r"(?<!\w)[اٱ]ل(?=\w{2})")
_SPACES = re.compile(r"\s+")


def fold_ar(words: str) -> str:
    """Small letters, no marks or tatweel, one form per letter, Western figures, single spaces.

    Folding twice changes nothing. Latin letters lose their accents, so `Réclamation` meets `reclamation`.
    """
    decomposed = unicodedata.normalize("NFKD", _composed_letters(words))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    folded = bare.replace(_TATWEEL, "").casefold().translate(_LETTERS).translate(_LONE_HAMZA)
    return _SPACES.sub(" ", to_western_digits(folded)).strip()


def sort_key_ar(words: str) -> str:
    """The folded words without the article ال: what lists are sorted by.

    The article bears no hamza, so `ألمانيا` keeps all of its letters.
    """
    composed = unicodedata.normalize("NFKC", words).replace(_TATWEEL, "")
    bare = "".join(c for c in composed if not unicodedata.combining(c))
    return fold_ar(_ARTICLE.sub("", bare))


def _composed_letters(words: str) -> str:
    """Letters with their hamza in one character, before marks are taken away."""
    return unicodedata.normalize("NFKC", words).translate(_LETTERS)

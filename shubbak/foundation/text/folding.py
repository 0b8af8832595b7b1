"""One form for the many spellings of an Arabic word, so that people find and sort what they mean."""

import re
import unicodedata

from shubbak.foundation.text.digits import TO_WESTERN

_TATWEEL = "ـ"
# Hamza carriers to their letter, taa marbuta to haa, alef maqsura and Persian yaa to yaa, Persian kaf to kaf.
_LETTERS = str.maketrans("أإآٱىیةکؤئگڭ", "ااااييهكويكك")
_FOLDED = {**_LETTERS, ord("ء"): None, **TO_WESTERN}
_ARTICLE = re.compile(r"(?<!\w)[اٱ]ل(?=\w{2})")
_SPACES = re.compile(r"\s+")


class _Bare(dict[int, int | None]):
    """For `str.translate`: every character is itself, but marks, tatweel and invisible signs, which go."""

    def __missing__(self, code: int) -> int | None:
        letter = chr(code)
        goes = letter == _TATWEEL or unicodedata.combining(letter) or unicodedata.category(letter) == "Cf"
        self[code] = kept = None if goes else code
        return kept


_BARE = _Bare()


def fold_ar(words: str) -> str:
    """Small letters, no marks or tatweel, one form per letter, Western figures, single spaces.

    Folding twice changes nothing. Latin letters lose their accents, so `Réclamation` meets `reclamation`.
    """
    decomposed = unicodedata.normalize("NFKD", _composed_letters(words))
    folded = decomposed.translate(_BARE).casefold().translate(_FOLDED)
    return _SPACES.sub(" ", folded).strip()


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

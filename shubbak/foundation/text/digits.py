"""The two ways of writing figures: Latin (`latn`) and Arabic-Indic (`arab`)."""

from typing import Literal

Digits = Literal["latn", "arab"]

_WESTERN = "0123456789"
_ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
_EXTENDED = "۰۱۲۳۴۵۶۷۸۹"
TO_WESTERN = str.maketrans(_ARABIC_INDIC + _EXTENDED, _WESTERN * 2)
_TO_ARABIC_INDIC = str.maketrans(_WESTERN, _ARABIC_INDIC)


def to_western_digits(words: str) -> str:
    """Every Arabic-Indic or Persian figure as 0–9; the rest as it is."""
    return words.translate(TO_WESTERN)


def to_digits(words: str, digits: str) -> str:
    """The figures of `words` as the body writes them: `latn` or `arab`."""
    western = to_western_digits(words)
    return western.translate(_TO_ARABIC_INDIC) if digits == "arab" else western

"""Money and sizes in words. Money is an integer of minor units (centimes, baisa) and never a float."""

from shubbak.foundation.money import minor_digits
from shubbak.foundation.text.digits import to_digits
from shubbak.foundation.text.isolation import isolate_ltr

_NO_BREAK = "\u00a0"
_THIN = "\u202f"
_CURRENCIES = {
    "MAD": {"ar": "درهم", "fr": "DH", "en": "MAD"},
    "AED": {"ar": "درهم", "fr": "AED", "en": "AED"},
    "SAR": {"ar": "ريال", "fr": "SAR", "en": "SAR"},
    "QAR": {"ar": "ريال", "fr": "QAR", "en": "QAR"},
    "OMR": {"ar": "ر.ع.", "fr": "OMR", "en": "OMR"},
    "KWD": {"ar": "د.ك.", "fr": "KWD", "en": "KWD"},
    "BHD": {"ar": "د.ب.", "fr": "BHD", "en": "BHD"},
}
_SIZES = {
    "ar": ("بايت", "ك.ب", "م.ب", "ج.ب"),
    "fr": ("octets", "Ko", "Mo", "Go"),
    "en": ("bytes", "KB", "MB", "GB"),
}


def figures(minor: int, currency: str, language: str, country: str, digits: str = "latn") -> str:
    """An amount without its unit: `1 407,76` in Morocco and in French, `1,407.760` in English or the Gulf."""
    return decimal(minor, minor_digits(currency), language, country, digits)


def decimal(value: int, places: int, language: str, country: str, digits: str = "latn") -> str:
    """A whole number of small parts, `places` after the sign: 115142 with 5 is `1,15142` in Morocco."""
    whole, rest = divmod(abs(value), 10**places)
    comma = country == "ma" or language == "fr"
    grouped = f"{whole:,}".replace(",", _THIN) if comma else f"{whole:,}"
    fraction = f"{',' if comma else '.'}{rest:0{places}}" if places else ""
    written = f"{'-' if value < 0 else ''}{grouped}{fraction}"
    if language == "ar" and digits == "arab":
        return to_digits(written if comma else written.replace(",", "٬").replace(".", "٫"), "arab")
    return written


def trimmed(value: int, places: int, language: str, country: str, digits: str = "latn") -> str:
    """The same without noughts that say nothing: `359`, `12,5`."""
    while places and value % 10 == 0:
        value, places = value // 10, places - 1
    return decimal(value, places, language, country, digits)


def amount(minor: int, currency: str, language: str, country: str, digits: str = "latn") -> str:
    """An amount with its unit after it, never parted: `407,76 درهم`; in Arabic the minus is kept in front."""
    unit = _CURRENCIES.get(currency, {}).get(language, currency)
    written = figures(minor, currency, language, country, digits)
    return f"{isolate_ltr(written) if minor < 0 and language == 'ar' else written}{_NO_BREAK}{unit}"


def file_size(size: int, language: str, country: str, digits: str = "latn") -> str:
    """Bytes in the largest unit that keeps one figure before the sign: `1,2 م.ب`."""
    units = _SIZES.get(language, _SIZES["en"])
    if size < 1000:
        return _sized(str(size), units[0], language, digits)
    power = min((len(str(size)) - 1) // 3, 3)
    tenths = (size * 10 + 1000**power // 2) // 1000**power
    sign = "," if country == "ma" or language == "fr" else "."
    number = str(tenths // 10) if tenths >= 100 or tenths % 10 == 0 else f"{tenths // 10}{sign}{tenths % 10}"
    return _sized(number, units[power], language, digits)


def _sized(number: str, unit: str, language: str, digits: str) -> str:
    return f"{to_digits(number, digits) if language == 'ar' else number}{_NO_BREAK}{unit}"

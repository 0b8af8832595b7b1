"""Money and sizes in words. Money is an integer of minor units (centimes, baisa) and never a float."""

from shubbak.foundation.text.digits import to_digits

_NO_BREAK = "\u00a0"
_THIN = "\u202f"
# ISO 4217: digits after the decimal sign where there are not two.
_EXPONENTS = {"OMR": 3, "KWD": 3, "BHD": 3, "TND": 3}
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


def decimals_of(currency: str) -> int:
    """How many figures follow the decimal sign (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


def figures(minor: int, currency: str, language: str, country: str, digits: str = "latn") -> str:
    """An amount without its unit: `1 407,76` in Morocco and in French, `1,407.760` in English or the Gulf."""
    places = decimals_of(currency)
    whole, rest = divmod(abs(minor), 10**places)
    comma = country == "ma" or language == "fr"
    grouped = f"{whole:,}".replace(",", _THIN) if comma else f"{whole:,}"
    written = f"{'-' if minor < 0 else ''}{grouped}{',' if comma else '.'}{rest:0{places}}"
    if language == "ar" and digits == "arab":
        return to_digits(written if comma else written.replace(",", "٬").replace(".", "٫"), "arab")
    return written


def amount(minor: int, currency: str, language: str, country: str, digits: str = "latn") -> str:
    """An amount with its unit after it, never parted: `407,76 درهم`."""
    unit = _CURRENCIES.get(currency, {}).get(language, currency)
    return f"{figures(minor, currency, language, country, digits)}{_NO_BREAK}{unit}"


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

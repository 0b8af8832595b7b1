"""Telephone numbers: what people type, what is kept (E.164) and what is shown."""

import phonenumbers

from shubbak.foundation.text.digits import to_western_digits
from shubbak.foundation.text.isolation import without_controls


def parse_phone(typed: str, country: str) -> str | None:
    """A number as somebody typed it there, in E.164 (`+212661000041`); None if no such number can exist."""
    try:
        number = phonenumbers.parse(to_western_digits(without_controls(typed)), country.upper())
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown_phone(number: str, country: str) -> str:
    """A kept number as people of `country` read it aloud: in Morocco by pairs, `06 61 00 00 41`."""
    try:
        parsed = phonenumbers.parse(number, country.upper())
    except phonenumbers.NumberParseException:
        return number
    if parsed.country_code != phonenumbers.country_code_for_region(country.upper()):
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    if country == "ma":
        figures = "0" + phonenumbers.national_significant_number(parsed)
        return " ".join(figures[i : i + 2] for i in range(0, len(figures), 2))
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)

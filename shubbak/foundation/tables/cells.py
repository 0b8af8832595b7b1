"""What a cell of a table that somebody sends says, in any digits. Pure."""

import re
from datetime import date

from shubbak.foundation.tables.sheets_read import day_of_serial
from shubbak.foundation.text import to_western_digits

_NUMBER = re.compile(r"([0-9]{1,9})(?:[.,٫]([0-9]{1,3}))?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?")
_LOCAL = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")


def thousandths_of(typed: str) -> int | None:
    """A number as typed, with three decimals at most, in thousandths."""
    found = _NUMBER.fullmatch(re.sub(r"\s", "", to_western_digits(typed)))
    if not found:
        return None
    whole, part = found.groups()
    return int(whole) * 1000 + int((part or "0").ljust(3, "0"))


def day_of(typed: str) -> date | None:
    """A day as 2026-10-20, 20/10/2026, or as a spreadsheet counts its days."""
    plain = day_of_serial(to_western_digits(typed).strip())
    if found := _ISO.fullmatch(plain):
        year, month, day = found.groups()
    elif found := _LOCAL.fullmatch(plain):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

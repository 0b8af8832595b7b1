"""The number of an entry as its book prints it, and as a reader of bars types it."""

from shubbak.foundation.numbering import print_number
from shubbak.registry.books.models import Entry

_YEAR, _NUMBER, _BOOK = 4, 6, 4


def printed_number(entry: Entry) -> str:
    """Such as ``و 12/2026``."""
    return print_number(entry.series.register.pattern, entry.number, entry.series.year)


def digits_of(entry: Entry) -> str:
    """Year, number and book in 14 figures: what the bars on a label hold, whatever letters a pattern has."""
    return f"{entry.series.year:0{_YEAR}}{entry.number:0{_NUMBER}}{entry.series.register_id:0{_BOOK}}"


def entry_of(digits: str) -> Entry | None:
    """The entry whose label was read."""
    if not (digits.isascii() and digits.isdecimal() and len(digits) == _YEAR + _NUMBER + _BOOK):
        return None
    year, number, book = digits[:_YEAR], digits[_YEAR : _YEAR + _NUMBER], digits[_YEAR + _NUMBER :]
    return Entry.objects.filter(
        series__year=int(year), number=int(number), series__register=int(book)
    ).first()

"""Texts that a spreadsheet would take for a formula (OWASP, CSV Injection)."""

_DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠|%")
_UNSEEN = " \u00a0\u200b\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufeff"
"""Spaces and marks of direction: some programs look past them."""


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might calculate this instead of showing it."""
    return text[:1] in _DANGEROUS or text.lstrip(_UNSEEN)[:1] in _DANGEROUS if text else False


def plain(text: str) -> str:
    """The text, with an apostrophe before what would be a formula: spreadsheets then show it as it is."""
    return f"'{text}" if is_formula(text) else text

"""Access codes: twelve digits and a Damm digit, made again whenever they are shown, never stored.

A case is opened to its applicant by number and code. The code is derived from a secret of the agency, the
case and a generation; a new generation revokes the code before it.
"""

import hmac
import unicodedata
from uuid import UUID

from shubbak.foundation import damm

_PURPOSE = b"shubbak access code 1\n"
_LENGTH = 13
_SEPARATORS = frozenset(" -\u00a0\u202f\u2009\u2010\u2011\u2013\u066c.")


def access_code(key: bytes, case_id: UUID, generation: int) -> str:
    """Thirteen ASCII digits for ``case_id``; ``key`` is the agency's secret of at least 16 bytes."""
    if len(key) < 16:
        raise ValueError("the key of an access code has at least 16 bytes")
    mac = hmac.digest(key, _PURPOSE + case_id.bytes + generation.to_bytes(4, "big"), "sha256")
    digits = f"{int.from_bytes(mac, 'big') % 10**12:012d}"
    return digits + damm.check_digit(digits)


def format_code(code: str) -> str:
    """In groups of four, as it is printed and dictated: ``1234 5678 9012 3``."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def parse_code(typed: str) -> str | None:
    """The thirteen digits of what a person typed, or None if it cannot be a code.

    Digits of any script, spaces, hyphens and invisible marks of direction are accepted.
    """
    digits = "".join(_western(character) for character in typed)
    if len(digits) != _LENGTH or not digits.isdecimal() or not damm.is_valid(digits):
        return None
    return digits


def code_matches(key: bytes, case_id: UUID, generation: int, typed: str) -> bool:
    """Whether ``typed`` is the code of the case, compared in constant time."""
    parsed = parse_code(typed)
    expected = access_code(key, case_id, generation)
    return hmac.compare_digest(expected, parsed or "0" * _LENGTH) and parsed is not None


def _western(character: str) -> str:
    if character in _SEPARATORS or unicodedata.category(character) == "Cf":
        return ""
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def in_fours(letters: str) -> list[str]:
    """Groups of four, to be read and typed."""
    return [letters[start : start + 4] for start in range(0, len(letters), 4)]

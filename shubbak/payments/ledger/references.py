"""References that a bank carries from the payer to us: ISO 11649, ``RF`` and two check digits. Pure."""

import re

_ALLOWED = re.compile(r"[A-Z0-9]{1,21}$")
_RF = re.compile(r"RF[0-9]{2}[A-Z0-9]{1,21}$")


def rf_of(reference: str) -> str:
    """The reference as banks carry it: ``2026/000123`` gives ``RF97 2026000123`` without the space.

    :raises ValueError: if more than 21 letters and figures are in it, or none.
    """
    plain = "".join(re.findall(r"[A-Z0-9]", reference.upper()))
    if not _ALLOWED.match(plain):
        raise ValueError(f"“{reference}” cannot be carried by a bank")
    return f"RF{98 - _remainder(plain + 'RF00'):02}{plain}"


def is_rf(typed: str) -> bool:
    return bool(_RF.match(typed)) and _remainder(typed[4:] + typed[:4]) == 1


def print_rf(rf: str) -> str:
    """In groups of four, as it is dictated."""
    return " ".join(rf[start : start + 4] for start in range(0, len(rf), 4))


def _remainder(letters: str) -> int:
    return int("".join(str(int(letter, 36)) for letter in letters)) % 97

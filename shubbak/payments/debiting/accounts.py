"""Numbers of accounts as people type them: IBAN (ISO 13616) and the Moroccan RIB. Pure."""

import re

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_RIB = re.compile(r"[0-9]{24}")
_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
_BETWEEN = re.compile(r"[\s.\-]")
_LENGTHS = {"MA": 28, "FR": 27, "OM": 23, "AE": 23, "TN": 24, "MR": 27, "ES": 24, "BE": 16, "DE": 22}
"""Of countries that are common here; of others the check digits alone are looked at."""
_SHOWN = 4


class AccountRefused(ValueError):
    """No account has this number. Codes: ``length``, ``letters``, ``key`` (the check figures do not fit)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_account(typed: str) -> str:
    """The IBAN of what was typed: itself, or a RIB of 24 figures as an IBAN of Morocco.

    :raises AccountRefused: ``length``, ``letters``, ``key``.
    """
    plain = _BETWEEN.sub("", typed).upper().removeprefix("IBAN")
    if plain.isdecimal() and plain.isascii():
        return iban_of_rib(plain)
    if len(plain) != _LENGTHS.get(plain[:2], len(plain)):
        raise AccountRefused("length")
    if not _IBAN.fullmatch(plain):
        raise AccountRefused("letters")
    if not is_iban(plain):
        raise AccountRefused("key")
    return plain


def iban_of_rib(rib: str) -> str:
    """``MA``, two check figures and the 24 of the RIB, whose last two make it a multiple of 97.

    :raises AccountRefused: ``length``, ``key``.
    """
    if not _RIB.fullmatch(rib):
        raise AccountRefused("length")
    if int(rib) % 97:
        raise AccountRefused("key")
    return f"MA{98 - _remainder(rib + 'MA00'):02}{rib}"


def is_iban(iban: str) -> bool:
    if not _IBAN.fullmatch(iban) or _remainder(iban[4:] + iban[:4]) != 1:
        return False
    return not iban.startswith("MA") or (len(iban) == _LENGTHS["MA"] and int(iban[4:]) % 97 == 0)


def is_bic(bic: str) -> bool:
    return bool(_BIC.fullmatch(bic))


def ending_of(iban: str) -> str:
    """By what its owner knows an account, and nobody else: the last four."""
    return iban[-_SHOWN:]


def _remainder(letters: str) -> int:
    return int("".join(str(int(letter, 36)) for letter in letters)) % 97

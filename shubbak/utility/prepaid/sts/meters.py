"""What the vending side knows of a meter: enough to make its key, and no key."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from shubbak.utility.prepaid.sts.pan import Pan
from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused
from shubbak.utility.prepaid.sts.times import NEVER, BaseDate


class Cipher(StrEnum):
    """The encryption algorithm of a meter (EA)."""

    STA = "07"
    MISTY1 = "11"


class Derivation(StrEnum):
    """How the key of a meter is made of the vending key (DKGA, IEC 62055-41, 6.5.3)."""

    DKGA02 = "02"
    DKGA04 = "04"


class KeyType(IntEnum):
    """For whom a key opens (KT): before its first key change, by default, one meter alone, a whole group."""

    INITIALISATION = 0
    DEFAULT = 1
    UNIQUE = 2
    COMMON = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterConfiguration:
    """One meter, as it was configured last; a key change makes another of it."""

    pan: Pan
    derivation: Derivation
    cipher: Cipher
    supply_group: str
    tariff_index: str
    key_revision: int
    base: BaseDate
    key_type: KeyType = KeyType.UNIQUE
    key_expiry: int = NEVER

    def __post_init__(self) -> None:
        wrong = self._fault()
        if wrong:
            raise TokenRefused(Reason.CONFIGURATION, wrong)

    def _fault(self) -> str:
        if not _is_number(self.supply_group, 6):
            return "A supply group code (SGC) has six digits."
        if not _is_number(self.tariff_index, 2):
            return "A tariff index (TI) has two digits."
        if not 1 <= self.key_revision <= 15:
            return "A key revision number (KRN) lies between 1 and 15."
        if not 0 <= self.key_expiry <= NEVER:
            return f"A key expiry number (KEN) lies between 0 and {NEVER}."
        return self._fault_of_key()

    def _fault_of_key(self) -> str:
        if self.key_type is KeyType.INITIALISATION:
            return "The key with which a meter leaves its maker is not made of a vending key."
        if self.derivation is Derivation.DKGA04:
            return "DKGA04 knows no common keys." if self.key_type is KeyType.COMMON else ""
        if self.cipher is not Cipher.STA or self.base is not BaseDate.YEAR_1993:
            return "DKGA02 serves EA07 and the base date of 1993 alone."
        return ""


def _is_number(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()

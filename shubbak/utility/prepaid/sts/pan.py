"""The number of a meter and the number behind it: DRN and PAN (IEC 62055-41, 6.1.2)."""

from dataclasses import dataclass

from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused

LENGTH = 18
LENGTHS_OF_DRN = {6: 11, 4: 13}
"""An issuer of six digits has meters of eleven, an issuer of four has meters of thirteen."""
ELECTRICITY = "600727"


def luhn_digit(digits: str) -> str:
    """The digit to write after ``digits`` (ASCII 0-9; ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        tens, ones = divmod(int(digit) * (2 - place % 2), 10)
        total += tens + ones
    return str(-total % 10)


@dataclass(frozen=True, slots=True)
class Pan:
    """Issuer, number of the meter (DRN, on its plate) and check digit: eighteen digits, both checks right."""

    digits: str

    def __post_init__(self) -> None:
        if not _is_whole(self.digits, LENGTH):
            raise TokenRefused(
                Reason.NUMBER_OF_METER, f"A PAN has {LENGTH} digits, the last of them checks it."
            )
        if not _is_whole(self.drn, len(self.drn)):
            raise TokenRefused(Reason.NUMBER_OF_METER, f"The check digit of meter {self.drn} is wrong.")

    @property
    def drn(self) -> str:
        """What stands on the plate of the meter."""
        return self.digits[4 if self.digits.startswith("0000") else 6 : -1]

    def __str__(self) -> str:
        return self.digits


def pan_of(drn: str, issuer: str = ELECTRICITY) -> Pan:
    """The PAN of the meter that bears this number."""
    length = LENGTHS_OF_DRN.get(len(issuer))
    if length is None or not _are_digits(issuer):
        raise TokenRefused(Reason.NUMBER_OF_METER, "An issuer has six digits, or is 0000.")
    if not _is_whole(drn, length):
        raise TokenRefused(
            Reason.NUMBER_OF_METER, f"A meter has {length} digits, the last of them checks it."
        )
    return Pan(issuer + drn + luhn_digit(issuer + drn))


def _is_whole(digits: str, length: int) -> bool:
    return len(digits) == length and _are_digits(digits) and luhn_digit(digits[:-1]) == digits[-1]


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()

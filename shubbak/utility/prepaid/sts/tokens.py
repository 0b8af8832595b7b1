"""How a block of 64 bits becomes a number of twenty digits, and back (IEC 62055-41, 6.4)."""

from typing import NamedTuple

from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused

DIGITS = 20
CREDIT, TEST, MANAGEMENT = range(3)
"""Classes 0, 1 and 2. Tests are the same for every meter and not encrypted; class 3 is reserved."""
CURRENCIES = range(4, 8)
"""Subclasses of credit in money, whose check covers one byte more (CRC_C)."""
_BODY = (1 << 44) - 1
_WHOLE = 66
_PLACE_OF_CLASS = 27


class Block(NamedTuple):
    """What a token says, before its check: class, subclass and 44 bits."""

    token_class: int
    subclass: int
    body: int


def with_check(block: Block) -> int:
    """Subclass, body and check: the 64 bits to encrypt."""
    return block.subclass << 60 | block.body << 16 | _check_of(block)


def without_check(bits: int, token_class: int) -> Block:
    """The block, if its check holds: one wrong block in 65,536 passes."""
    block = Block(token_class, bits >> 60, bits >> 16 & _BODY)
    if _check_of(block) != bits & 0xFFFF:
        raise TokenRefused(
            Reason.NOT_OF_THIS_METER, "This token was not made for this meter, or is mistyped."
        )
    return block


def to_digits(bits: int, token_class: int) -> str:
    """The class takes two bits of the block, which go in front of it."""
    displaced = bits >> _PLACE_OF_CLASS & 3
    kept = bits & ~(3 << _PLACE_OF_CLASS)
    return f"{displaced << 64 | kept | token_class << _PLACE_OF_CLASS:0{DIGITS}}"


def from_digits(digits: str) -> tuple[int, int]:
    """The 64 bits and the class."""
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()) or int(digits) >> _WHOLE:
        raise TokenRefused(Reason.NOT_TWENTY_DIGITS, "A token is a number of twenty digits, below 2⁶⁶.")
    whole = int(digits)
    token_class = whole >> _PLACE_OF_CLASS & 3
    kept = whole & ((1 << 64) - 1) & ~(3 << _PLACE_OF_CLASS)
    return kept | (whole >> 64) << _PLACE_OF_CLASS, token_class


def _check_of(block: Block) -> int:
    """CRC-16 of the seven bytes, its own two swapped."""
    spoken = (block.token_class << 48 | block.subclass << 44 | block.body).to_bytes(7, "big")
    if block.token_class == CREDIT and block.subclass in CURRENCIES:
        spoken += b"\x01"
    rest = 0xFFFF
    for byte in spoken:
        rest = rest >> 8 ^ _REMAINDERS[(rest ^ byte) & 0xFF]
    return rest >> 8 | (rest & 0xFF) << 8


def _remainder(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (0xA001 if byte & 1 else 0)
    return byte


_REMAINDERS = tuple(map(_remainder, range(256)))

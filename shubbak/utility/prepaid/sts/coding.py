"""Digits for a meter, and what digits say to it: the cipher between `tokens` and `contents`."""

from types import ModuleType

from shubbak.utility.prepaid.sts import contents, key_changes
from shubbak.utility.prepaid.sts.ciphers import misty1, sta
from shubbak.utility.prepaid.sts.meters import Cipher
from shubbak.utility.prepaid.sts.tokens import TEST, Block, from_digits, to_digits, with_check, without_check
from shubbak.utility.prepaid.sts.vending_keys import DecoderKey

Content = contents.Content | key_changes.KeySection
_CIPHERS: dict[Cipher, ModuleType] = {Cipher.STA: sta, Cipher.MISTY1: misty1}


def written(block: Block, cipher: Cipher, key: DecoderKey) -> str:
    """The twenty digits."""
    bits = with_check(block)
    if block.token_class != TEST:
        bits = _CIPHERS[cipher].encrypt(key.number, bits)
    return to_digits(bits, block.token_class)


def written_for_all(test: contents.MeterTest) -> str:
    """The twenty digits of a test, which needs no key."""
    return to_digits(with_check(test.block()), TEST)


def block_of(digits: str, cipher: Cipher, key: DecoderKey) -> Block:
    """The block inside twenty digits, if they were written for this key."""
    bits, token_class = from_digits(digits)
    if token_class != TEST:
        bits = _CIPHERS[cipher].decrypt(key.number, bits)
    return without_check(bits, token_class)


def meaning(block: Block, cipher: Cipher) -> Content:
    """What a block says to a meter with this cipher."""
    return key_changes.read(block, cipher) if key_changes.is_section(block) else contents.read(block)

"""Vending keys, and the key of one meter that is made of them (IEC 62055-41, 6.5.3). None is ever shown."""

import hashlib
import hmac
from typing import NoReturn

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher as Ciphering
from cryptography.hazmat.primitives.ciphers.modes import ECB

from shubbak.utility.prepaid.sts.meters import Cipher, Derivation, KeyType, MeterConfiguration
from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused

LENGTHS = {Derivation.DKGA02: 8, Derivation.DKGA04: 20}
_KEY_BYTES = {Cipher.STA: 8, Cipher.MISTY1: 16}
_SEPARATED = b"\x02"


class SecretKey:
    """Bytes that no log, page of an error, comparison or pickle gives away; `reveal` is for algorithms."""

    __slots__ = ("_octets",)

    def __init__(self, octets: bytes) -> None:
        self._octets = bytes(octets)

    def reveal(self) -> bytes:
        return self._octets

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: not shown>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A key is not written down.")


class VendingKey(SecretKey):
    """The key of a supply group: 64 bits for DKGA02, 160 for DKGA04."""

    __slots__ = ()


class DecoderKey(SecretKey):
    """The key that lies in one meter."""

    __slots__ = ()

    @property
    def number(self) -> int:
        return int.from_bytes(self.reveal(), "big")


def decoder_key(vending_key: VendingKey, meter: MeterConfiguration) -> DecoderKey:
    """The key of this meter."""
    if len(vending_key.reveal()) != LENGTHS[meter.derivation]:
        raise TokenRefused(Reason.CONFIGURATION, "This vending key is not one for this derivation.")
    derive = _by_des if meter.derivation is Derivation.DKGA02 else _by_hmac
    return DecoderKey(derive(vending_key.reveal(), meter))


def _by_des(key: bytes, meter: MeterConfiguration) -> bytes:
    """DKGA02. Triple DES with one key thrice is DES."""
    digits = meter.pan.digits
    of_meter = digits[1:6] + ("0" * 11 if meter.key_type is KeyType.COMMON else digits[6:17])
    control = f"{meter.key_type:d}{meter.supply_group}{meter.tariff_index}{meter.key_revision:X}FFFFFF"
    mixed = int(of_meter, 16) ^ int(control, 16)
    des = Ciphering(TripleDES(key * 3), ECB())  # noqa: S305 - one block, as the standard wants it
    encrypted = des.encryptor().update(mixed.to_bytes(8, "big"))
    return (int.from_bytes(encrypted, "big") ^ mixed ^ int.from_bytes(key, "big")).to_bytes(8, "big")


def _by_hmac(key: bytes, meter: MeterConfiguration) -> bytes:
    """DKGA04: fields with their lengths before them, then how many bits are wanted."""
    length = _KEY_BYTES[meter.cipher]
    said = (
        b"\x04"
        + b"".join(_SEPARATED + text.encode() for text in _pairs(meter))
        + b"\x00\x04"
        + b"\x06%s" % meter.supply_group.encode()
        + b"\x01%d" % meter.key_type
        + b"\x01%X" % meter.key_revision
        + b"\x12%s" % meter.pan.digits.encode()
        + (8 * length).to_bytes(4, "big")
    )
    return hmac.digest(key, said, hashlib.sha256)[:length]


def _pairs(meter: MeterConfiguration) -> tuple[str, ...]:
    return meter.derivation, meter.base.code, meter.cipher, meter.tariff_index

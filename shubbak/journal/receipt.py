"""The receipt of an entry: 122 bytes that anyone can verify, printed as a QR code.

====== ===== ==============================================================================
offset bytes field (integers big endian)
====== ===== ==============================================================================
0      1     version, 1
1      4     key id: SHA-256("shubbak receipt" LF 0x01 public key), first four bytes
5      2     agency: its number in the installation
7      1     kind of register, see :data:`KINDS`
8      2     year of the series
10     4     number in the series
14     4     time of receipt, whole seconds since 1970 UTC (good until 2106)
18     8     receipt id, random
26     32    SHA-256 of the deposit's manifest
58     64    Ed25519 signature of the 58 bytes before it
====== ===== ==============================================================================

The text form is base32 (RFC 4648) in upper case without padding, so that a QR code holds it in alphanumeric
mode.
"""

import struct
from base64 import b32decode, b32encode
from binascii import Error as Base32Error
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

VERSION = 1
PAYLOAD_LENGTH = 58
SIGNATURE_LENGTH = 64
LENGTH = PAYLOAD_LENGTH + SIGNATURE_LENGTH
TEXT_LENGTH = 196
_LAYOUT = struct.Struct(">B4sHBHII8s32s")
_KEY_NAME = "shubbak receipt"

KINDS = {
    "other": 0,
    "incoming": 1,
    "outgoing": 2,
    "internal": 3,
    "complaints": 4,
    "permits": 5,
    "requests": 6,
}
_KIND_NAMES = {number: name for name, number in KINDS.items()}


class ReceiptError(ValueError):
    """The bytes or the text are no receipt of this version."""


@dataclass(frozen=True)
class ReceiptFacts:
    """What a receipt states. ``received_at`` is aware and has whole seconds."""

    key_id: bytes
    agency: int
    kind: str
    year: int
    number: int
    received_at: datetime
    receipt_id: bytes
    manifest_sha256: bytes


def key_id(public_key: bytes) -> bytes:
    """The four bytes by which a receipt names the key that signed it."""
    return sha256(_KEY_NAME.encode() + b"\n\x01" + public_key).digest()[:4]


def encode(facts: ReceiptFacts) -> bytes:
    """The 58 bytes to sign.

    :raises ReceiptError: if a fact does not fit or its year is not that of its time.
    """
    try:
        payload = _LAYOUT.pack(
            VERSION,
            facts.key_id,
            facts.agency,
            KINDS.get(facts.kind, 0),
            facts.year,
            facts.number,
            int(facts.received_at.timestamp()),
            facts.receipt_id,
            facts.manifest_sha256,
        )
    except (struct.error, OverflowError) as error:
        raise ReceiptError(f"a fact does not fit into a receipt: {error}") from error
    if len(facts.key_id) != 4 or len(facts.receipt_id) != 8 or len(facts.manifest_sha256) != 32:
        raise ReceiptError("an identifier of the receipt has a wrong length")
    decode(payload)
    return payload


def decode(payload: bytes) -> ReceiptFacts:
    """The facts of 58 (or, with their signature, 122) bytes; the signature is not looked at.

    :raises ReceiptError: if they are not well formed.
    """
    if len(payload) not in (PAYLOAD_LENGTH, LENGTH):
        raise ReceiptError(f"a receipt has {LENGTH} bytes, not {len(payload)}")
    version, key, agency, kind, year, number, seconds, receipt, digest = _LAYOUT.unpack(
        payload[:PAYLOAD_LENGTH]
    )
    received_at = datetime.fromtimestamp(seconds, UTC)
    if version != VERSION or kind not in _KIND_NAMES or not number or not agency:
        raise ReceiptError("a field of the receipt has an unknown value")
    if abs(received_at.year - year) > 1:
        raise ReceiptError("the year of the series is not that of the time of receipt")
    return ReceiptFacts(key, agency, _KIND_NAMES[kind], year, number, received_at, receipt, digest)


def to_text(receipt: bytes) -> str:
    """The 196 letters and digits of a signed receipt."""
    return b32encode(receipt).decode().rstrip("=")


def from_text(typed: str) -> bytes:
    """The 122 bytes of a receipt as scanned or typed: spaces, small letters, a whole address are fine.

    :raises ReceiptError: if it is no receipt, or not written in the one canonical way.
    """
    text = "".join(typed.split()).upper().rstrip("/").rpartition("/")[2]
    if len(text) != TEXT_LENGTH:
        raise ReceiptError(f"a receipt has {TEXT_LENGTH} letters and digits, not {len(text)}")
    try:
        receipt = b32decode(text + "=" * (-len(text) % 8))
    except (Base32Error, ValueError) as error:
        raise ReceiptError("a receipt is written with the letters A to Z and the digits 2 to 7") from error
    if to_text(receipt) != text:
        raise ReceiptError("the end of the receipt is not written in the canonical way")
    decode(receipt)
    return receipt


def to_address(receipt: bytes, origin: str) -> str:
    """The address in the QR code; ``origin`` is scheme and host, in upper case here as hosts have no case."""
    return f"{origin.rstrip('/')}/v/".upper() + to_text(receipt)

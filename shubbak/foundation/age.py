"""Files encrypted under a passphrase in the format of age (age-encryption.org/v1, c2sp.org/age), as a stream.

`age --decrypt` opens what we write, and we open what `age --passphrase` wrote. The payload is STREAM: chunks
of 64 KiB under ChaCha20-Poly1305, each numbered, the last one marked; so a byte that was changed, a chunk
that was moved and an end that was cut off are all found, before anything of that chunk is given out.
"""

import hashlib
import hmac
import os
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from types import TracebackType
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"age-encryption.org/v1"
CHUNK, TAG = 64 * 1024, 16
WORK_OF_PASSPHRASE, WORK_OF_KEY, MOST_WORK = 18, 10, 22
"""Logarithms of scrypt's N: age's own for what people type, little for 256 random bits, at most 4 GiB."""
_LONGEST_HEADER = 4096


class AgeError(ValueError):
    """The file is none of age's, was altered or cut, or the passphrase is another."""


class Sealed:
    """Writes what it is given, encrypted, into another file; `close` ends it and leaves that file open."""

    def __init__(self, out: BinaryIO, passphrase: bytes, work: int = WORK_OF_PASSPHRASE) -> None:
        file_key = os.urandom(16)
        out.write(_header(file_key, passphrase, work))
        nonce = os.urandom(16)
        out.write(nonce)
        self._out, self._chunks, self._held = out, _Chunks(file_key, nonce), bytearray()

    def write(self, content: bytes) -> int:
        self._held += content
        while len(self._held) > CHUNK:
            self._out.write(self._chunks.seal(bytes(self._held[:CHUNK]), last=False))
            del self._held[:CHUNK]
        return len(content)

    def close(self) -> None:
        self._out.write(self._chunks.seal(bytes(self._held), last=True))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What failed stays without its end, so that nobody takes it for whole."""
        if error is None:
            self.close()


class Opened:
    """Reads what is encrypted in another file.

    :raises AgeError: at once for another passphrase, and when a chunk is read that was altered or cut.
    """

    def __init__(self, source: BinaryIO, passphrase: bytes) -> None:
        file_key = _file_key(source, passphrase)
        self._chunks = _Chunks(file_key, source.read(16))
        self._source, self._held = source, bytearray()
        self._ahead = source.read(CHUNK + TAG)
        if not self._ahead:
            raise AgeError("the file was altered, or its end is missing")

    def read(self, size: int = -1) -> bytes:
        while self._ahead and (size < 0 or len(self._held) < size):
            chunk, self._ahead = self._ahead, self._source.read(CHUNK + TAG)
            self._held += self._chunks.open(chunk, last=not self._ahead)
        wanted = len(self._held) if size < 0 else size
        given = bytes(self._held[:wanted])
        del self._held[:wanted]
        return given


class _Chunks:
    """STREAM: the nonce is a counter of eleven bytes and a mark on the last chunk."""

    def __init__(self, file_key: bytes, nonce: bytes) -> None:
        self._cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
        self._number = 0

    def seal(self, content: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(last=last), content, None)

    def open(self, chunk: bytes, *, last: bool) -> bytes:
        first = self._number == 0
        try:
            content = self._cipher.decrypt(self._nonce(last=last), chunk, None)
        except InvalidTag as error:
            raise AgeError("the file was altered, or its end is missing") from error
        if last and not content and not first:
            raise AgeError("an empty chunk ends a file that is not empty")
        return content

    def _nonce(self, *, last: bool) -> bytes:
        nonce = self._number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")
        self._number += 1
        return nonce


def _header(file_key: bytes, passphrase: bytes, work: int) -> bytes:
    salt = os.urandom(16)
    wrapped = ChaCha20Poly1305(_wrapping(passphrase, salt, work)).encrypt(bytes(12), file_key, None)
    stanza = b"-> scrypt " + _base64(salt) + b" %d" % work
    stated = b"\n".join([VERSION, stanza, _base64(wrapped), b"---"])
    return stated + b" " + _base64(_mac(file_key, stated)) + b"\n"


def _file_key(source: BinaryIO, passphrase: bytes) -> bytes:
    version, stanza, body, end = (source.readline(_LONGEST_HEADER) for _ in range(4))
    words = stanza.split()
    if version.strip() != VERSION or words[:2] != [b"->", b"scrypt"] or len(words) != 4:
        raise AgeError("this is no file that age encrypted under a passphrase")
    if not words[3].isdigit() or not 0 < int(words[3]) <= MOST_WORK:
        raise AgeError("the file asks for more work than any passphrase needs, or for none")
    key = _wrapping(passphrase, _unbase64(words[2]), int(words[3]))
    try:
        file_key = ChaCha20Poly1305(key).decrypt(bytes(12), _unbase64(body), None)
    except InvalidTag as error:
        raise AgeError("another passphrase or key opens this file") from error
    mark, _, mac = end.partition(b" ")
    if not mac.endswith(b"\n") or not hmac.compare_digest(
        _mac(file_key, version + stanza + body + mark), _unbase64(mac)
    ):
        raise AgeError("the head of the file was altered")
    return file_key


def _wrapping(passphrase: bytes, salt: bytes, work: int) -> bytes:
    return hashlib.scrypt(
        passphrase, salt=VERSION + b"/scrypt" + salt, n=1 << work, r=8, p=1, maxmem=1 << (work + 11), dklen=32
    )


def _mac(file_key: bytes, stated: bytes) -> bytes:
    return hmac.digest(_derived(file_key, b"", b"header"), stated, "sha256")


def _derived(file_key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt or None, purpose).derive(file_key)


def _base64(content: bytes) -> bytes:
    """Without padding, as age writes it; any other spelling is refused."""
    return b64encode(content).rstrip(b"=")


def _unbase64(text: bytes) -> bytes:
    text = text.removesuffix(b"\n")
    try:
        content = b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except (Base64Error, ValueError) as error:
        raise AgeError("the head of the file is malformed") from error
    if _base64(content) != text:
        raise AgeError("the head of the file is malformed")
    return content

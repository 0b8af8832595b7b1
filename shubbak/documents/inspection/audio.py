"""Spoken complaints: the container must hold together and hold sound."""

import struct
from collections.abc import Iterator
from pathlib import Path

from shubbak.documents.rules import FileRefused, Refusal

_SOUND_BRANDS = {b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"dash", b"3gp4", b"3gp5"}
_MOST_BOXES = 10_000


def read_ogg(path: Path) -> None:
    """RFC 3533; the first page must open an Opus, Vorbis, Speex or FLAC stream."""
    head = _beginning(path, 512)
    if not any(codec in head for codec in (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC")):
        raise FileRefused(Refusal.CONTENT)


def read_mp3(path: Path) -> None:
    """ISO 11172-3: after an ID3 tag, if any, a frame header with a legal layer, bit rate and sample rate."""
    head = _beginning(path, 10)
    start = 0
    if head.startswith(b"ID3") and len(head) == 10:
        start = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
    with path.open("rb") as file:
        file.seek(start)
        following = file.read(4096).lstrip(b"\0")
    if not _is_mp3_frame(following[:4]):
        raise FileRefused(Refusal.DAMAGED)


def read_m4a(path: Path) -> None:
    """ISO 14496-12: boxes that fill the file exactly, a brand of sound, a `moov`."""
    brand = _beginning(path, 12)[8:12]
    try:
        kinds = set(_boxes(path))
    except struct.error:
        raise FileRefused(Refusal.DAMAGED) from None
    if brand not in _SOUND_BRANDS or b"moov" not in kinds:
        raise FileRefused(Refusal.CONTENT)


def read_wav(path: Path) -> None:
    """RIFF: its length is the file's, its first chunk says the format."""
    head = _beginning(path, 16)
    (length,) = struct.unpack_from("<I", head, 4)
    if length + 8 > path.stat().st_size or head[12:16] not in (b"fmt ", b"bext", b"JUNK", b"LIST"):
        raise FileRefused(Refusal.DAMAGED)


def _beginning(path: Path, count: int) -> bytes:
    with path.open("rb") as file:
        head = file.read(count)
    if len(head) < min(count, 12):
        raise FileRefused(Refusal.DAMAGED)
    return head.ljust(min(count, 16), b"\0")


def _is_mp3_frame(header: bytes) -> bool:
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return False
    layer, bit_rate, sample_rate = header[1] & 0x06, header[2] >> 4, header[2] >> 2 & 0x03
    return layer != 0 and bit_rate not in (0, 15) and sample_rate != 3


def _boxes(path: Path) -> Iterator[bytes]:
    """The kinds of the outermost boxes. :raises struct.error: if they do not fill the file, or too many."""
    position, size, left = 0, path.stat().st_size, _MOST_BOXES
    with path.open("rb") as file:
        while position < size:
            left -= 1
            if left < 0:
                raise struct.error("a file of boxes")
            file.seek(position)
            length, kind = struct.unpack(">I4s", file.read(8))
            if length == 1:
                (length,) = struct.unpack(">Q", file.read(8))
            if length == 0:
                length = size - position
            if length < 8 or position + length > size:
                raise struct.error("a box leaves the file")
            yield kind
            position += length

"""Photographs and scans: the dimensions before anything is unpacked, then the structure by Pillow."""

import struct
import warnings
from pathlib import Path

from PIL import Image

from shubbak.documents.rules import FileRefused, Refusal

MOST_PIXELS = 120_000_000
"""More than any telephone's camera takes; beyond it the file is made to exhaust whoever opens it."""
_JPEG_END = b"\xff\xd9"


def read_jpeg(path: Path) -> None:
    """:raises FileRefused: too many pixels, or cut short."""
    _verify(path, "JPEG")
    if _JPEG_END not in path.read_bytes():
        raise FileRefused(Refusal.DAMAGED)


def read_png(path: Path) -> None:
    """:raises FileRefused: too many pixels, a wrong checksum, bytes after the end."""
    _verify(path, "PNG")
    content = path.read_bytes()
    position = 8
    while position + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, position)
        kind = content[position + 4 : position + 8]
        position += 12 + length
        if kind == b"IEND":
            break
    if position != len(content):
        raise FileRefused(Refusal.DAMAGED)


def read_webp(path: Path) -> None:
    """:raises FileRefused: too many pixels, or a length that is not the file's."""
    _verify(path, "WEBP")
    with path.open("rb") as file:
        (length,) = struct.unpack("<I", file.read(8)[4:])
    if length + 8 not in (path.stat().st_size, path.stat().st_size - 1):
        raise FileRefused(Refusal.DAMAGED)


def read_tiff(path: Path) -> None:
    """:raises FileRefused: too many pixels, or no picture."""
    _verify(path, "TIFF")


def _verify(path: Path, kind: str) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=[kind]) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    raise FileRefused(Refusal.IMAGE_TOO_LARGE)
                image.verify()
    except FileRefused:
        raise
    except Image.DecompressionBombError:
        raise FileRefused(Refusal.IMAGE_TOO_LARGE) from None
    except Exception:
        # Pillow raises many kinds of errors on a damaged file; each of them means only that.
        raise FileRefused(Refusal.DAMAGED) from None

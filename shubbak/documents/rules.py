"""The words of files: what may come in, and why one is refused. Pure; no clock, no database."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MEGABYTE = 1024 * 1024
LONGEST_NAME = 120
LARGEST_FILE = 500_000_000
"""Bytes of a file that comes in pieces: as many as a pack may allow a paper."""
LARGEST_PIECE = MEGABYTE
"""Bytes of a file that are sent at once: what a cut connection can cost."""


class Refusal(StrEnum):
    """Why a file is not taken. Each has its sentence in `documents.wording`."""

    TOO_BIG = "too_big"
    TOO_MANY = "too_many"
    EMPTY = "empty"
    FORMAT = "format"
    CONTENT = "content"
    DAMAGED = "damaged"
    ACTIVE = "active"
    IMAGE_TOO_LARGE = "image_too_large"


@dataclass(frozen=True)
class FilePolicy:
    """What a service takes: formats by their extension, bytes per file, files per paper."""

    formats: tuple[str, ...] = ("jpeg", "png", "pdf")
    max_bytes: int = 10 * MEGABYTE
    max_files: int = 10


class FileRefused(Exception):
    """A file is not taken.

    `facts` fill the sentence: `limit` (bytes) or `count`, and `formats`.
    """

    def __init__(self, reason: Refusal, **facts: int | str) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.facts: Mapping[str, int | str] = facts


class NotServed(Exception):
    """A file is not given out: ``infected``, or ``pending`` where what no scanner has seen is held back."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_served(scan: str, *, has_scanner: bool, holds: bool) -> None:
    """Whether a file may be given out, by what a scanner said of it.

    :raises NotServed: an infected file never is; one not seen yet only where nothing is held back for it.
    """
    if scan == "infected" or (scan == "pending" and has_scanner and holds):
        raise NotServed(scan)


NOT_PASSED = frozenset({"infected", "unscannable"})
"""What a scanner said of files that nothing of ours opens."""


def may_be_read(scan: str, *, has_scanner: bool) -> bool:
    """Whether a file's text may be read: what the scanner passed, or, where there is none, what came in."""
    return scan not in NOT_PASSED and not (scan == "pending" and has_scanner)


class UploadGone(Exception):
    """Its time is over, or its bytes are lost: the file is sent from its beginning."""


class WrongOffset(Exception):
    """A piece does not begin where the earlier ones end; `offset` says where that is."""

    def __init__(self, offset: int) -> None:
        super().__init__(str(offset))
        self.offset = offset


class TooMuch(Exception):
    """A piece is larger than a piece may be, or passes the length that was said."""


@dataclass(frozen=True)
class Format:
    """A format that Shubbak knows: its media type, its extensions."""

    code: str
    media_type: str
    extensions: tuple[str, ...] = field(default=())


FORMATS: Mapping[str, Format] = {
    known.code: known
    for known in (
        Format("jpeg", "image/jpeg", ("jpg", "jpeg")),
        Format("png", "image/png", ("png",)),
        Format("webp", "image/webp", ("webp",)),
        Format("pdf", "application/pdf", ("pdf",)),
        Format("tiff", "image/tiff", ("tif", "tiff")),
        Format("ogg", "audio/ogg", ("ogg", "oga", "opus")),
        Format("mp3", "audio/mpeg", ("mp3",)),
        Format("m4a", "audio/mp4", ("m4a",)),
        Format("wav", "audio/wav", ("wav",)),
    )
}
KEPT: Mapping[str, Format] = {
    **FORMATS,
    "eml": Format("eml", "message/rfc822", ("eml",)),
    "xml": Format("xml", "application/xml", ("xml",)),
}
"""What is kept as it is: also messages that came in and files for banks, which nobody may upload."""


def normalised_name(name: str) -> str:
    """The name as it may be shown: NFKC, no control, format or path character, at most 120 characters.

    The extension survives the cut. A name with nothing left becomes "file".
    """
    flat = unicodedata.normalize("NFKC", name)
    flat = flat.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in flat if unicodedata.category(c) not in _UNSHOWN and c not in '<>:"|?*')
    kept = " ".join(kept.split()).strip(". ")
    stem, dot, extension = kept.rpartition(".")
    if not dot:
        return kept[:LONGEST_NAME] or "file"
    extension = extension[:10]
    return f"{stem[: LONGEST_NAME - 1 - len(extension)].strip() or 'file'}.{extension}"


_UNSHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def format_of_name(name: str) -> Format | None:
    """The format that a normalised name claims, or None."""
    extension = name.rpartition(".")[2].lower()
    return next((known for known in FORMATS.values() if extension in known.extensions), None)


def claimed_format(name: str, allowed: FilePolicy) -> Format:
    """The format that a normalised name claims.

    :raises FileRefused: if it is none of those allowed.
    """
    known = format_of_name(name)
    if known is None or known.code not in allowed.formats:
        raise FileRefused(Refusal.FORMAT, formats=", ".join(allowed.formats).upper())
    return known

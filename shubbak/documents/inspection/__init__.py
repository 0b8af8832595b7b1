"""Is a file what its name says, and whole? Extension ∧ first bytes ∧ strict reading; nothing is executed."""

from collections.abc import Callable
from pathlib import Path

from shubbak.documents.inspection.audio import read_m4a, read_mp3, read_ogg, read_wav
from shubbak.documents.inspection.images import read_jpeg, read_png, read_tiff, read_webp
from shubbak.documents.inspection.pdf import read_pdf
from shubbak.documents.rules import FilePolicy, FileRefused, Format, Refusal, claimed_format

_READERS: dict[str, Callable[[Path], None]] = {
    "jpeg": read_jpeg,
    "png": read_png,
    "webp": read_webp,
    "pdf": read_pdf,
    "tiff": read_tiff,
    "ogg": read_ogg,
    "mp3": read_mp3,
    "m4a": read_m4a,
    "wav": read_wav,
}


def inspect(path: Path, *, name: str, allowed: FilePolicy) -> Format:
    """The format of a file, by its normalised name and its content, which must agree.

    :raises FileRefused: empty, not allowed, a content of another kind, damaged, too large to open, active.
    """
    if path.stat().st_size == 0:
        raise FileRefused(Refusal.EMPTY)
    known = claimed_format(name, allowed)
    with path.open("rb") as file:
        beginning = file.read(32)
    if not _begins_as(known.code, beginning):
        raise FileRefused(Refusal.CONTENT, formats=", ".join(allowed.formats).upper())
    _READERS[known.code](path)
    return known


def _begins_as(code: str, beginning: bytes) -> bool:
    """The signatures of the formats (W3C PNG, ITU T.81, TIFF 6.0, ISO 32000, RIFF, RFC 3533, ISO 14496)."""
    match code:
        case "jpeg":
            return beginning.startswith(b"\xff\xd8\xff")
        case "png":
            return beginning.startswith(b"\x89PNG\r\n\x1a\n")
        case "webp" | "wav":
            return beginning[:4] == b"RIFF" and beginning[8:12] == {"webp": b"WEBP", "wav": b"WAVE"}[code]
        case "pdf":
            return beginning.startswith(b"%PDF-")
        case "tiff":
            return beginning[:4] in (b"II*\0", b"MM\0*")
        case "ogg":
            return beginning.startswith(b"OggS\x00")
        case "m4a":
            return beginning[4:8] == b"ftyp"
    return beginning.startswith(b"ID3") or (beginning[:1] == b"\xff" and beginning[1:2] >= b"\xe0")

"""Names of the members of an archive: nothing in them leads out of the folder into which it is unpacked."""

import re
import unicodedata

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_LONGEST = 80


def member_name(folder: str, rank: int, name: str) -> str:
    """``papers/02-صورة العداد.jpg``: its place, then the name that its sender gave it, made safe."""
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" ._") or "file"
    stem, dot, ending = plain.rpartition(".")
    short = f"{stem[: _LONGEST - len(ending)]}.{ending}" if dot and len(ending) < 8 else plain[:_LONGEST]
    return f"{folder}/{rank:02}-{short}"

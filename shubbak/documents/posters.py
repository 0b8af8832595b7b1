"""A poster with a code to scan: for a service, an office, a file. Read at a metre."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from shubbak.documents.sheets import Pair, Sheet

Format = Literal["a4", "a3"]


@dataclass(frozen=True, kw_only=True)
class Poster(Sheet):
    """ملصق: a title, what to do with the code, and lines under it. `check_url` is what the code opens."""

    template: ClassVar[str] = "poster"
    paper: Format
    lead: Pair
    lines: tuple[Pair, ...] = ()

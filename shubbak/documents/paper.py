"""Papers that leave the house: Typst templates filled with data, never markup; the same data, the same bytes.

Each paper is PDF/A-2a and tagged (PDF/UA-1). The data travel as JSON, so nothing that a person wrote can
become a command of the template.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from shubbak.agencies.models import Agency
from shubbak.documents.sheets import Label, SeparatorSheets, Sheet
from shubbak.foundation import barcodes
from shubbak.foundation.codes import in_fours
from shubbak.foundation.drawings import GLYPHS, KHATAM
from shubbak.foundation.text.isolation import FIRST_STRONG_ISOLATE, LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE

_ROOM = Path(__file__).parent
PAPERS = _ROOM / "papers"
FONTS = _ROOM / "fonts"
_STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
_PAGE_ORDER = (b"/Direction/R2L", b"/Direction/L2R")
"""The order of facing pages, no more; but pdfium, in browsers, copies French lines backwards under R2L."""
_TILES = 58
_MARKS = re.compile("[\u064b-\u0652]")
_ISOLATED = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")
_RIGHT_TO_LEFT_ISOLATE = "\u2067"
_FREELY_HELD = re.compile(f"{FIRST_STRONG_ISOLATE}([^\u2066-\u2069]*){POP_ISOLATE}")
_ARABIC_LETTER, _LATIN_LETTER = (
    re.compile("[\u0620-\u064a\u066e-\u06d3]"),
    re.compile(r"[A-Za-z\u00c0-\u024f]"),
)
_GROUP = r"[0-9A-Z•]*[0-9][0-9A-Z•]*"
_FIGURES = re.compile(rf"\+?{_GROUP}(?:[ :/.,\u00a0\u202f-]+{_GROUP})+|\+[0-9]+|[A-Z]+[0-9•]+")


def render(sheet: Sheet, agency: Agency) -> bytes:
    """The PDF of a sheet in the colours and under the name of the agency."""
    data = _prepared(asdict(sheet))
    data["agency"] = {
        "name": {language: agency.localized_name(language) for language in ("ar", "fr")},
        "palette": agency.palette,
    }
    data["typed"] = _typed(sheet.check_url.rpartition("/")[2])
    data["drawings"] = {
        "seal": _seal(agency),
        "band": _band(agency),
        "code": _code(sheet),
        "bars": barcodes.drawing(barcodes.bars(sheet.figures)) if isinstance(sheet, Label) else "",
    }
    compiled = typst.compile(
        PAPERS / f"{sheet.template}.typ",
        root=PAPERS,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True, default=_as_parts)},
        pdf_standards=[*_STANDARDS],
        timestamp=sheet.made_at.replace(microsecond=0),
    )
    return bytes(compiled).replace(*_PAGE_ORDER)


@cache
def _fonts() -> typst.Fonts:
    """Read once by each process."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def settable(text: str) -> str:
    """Arabic as the papers set it: figures held in place, and no vowel marks.

    Readers of PDF copy a marked letter twice (poppler and pdfium both do), so papers do without marks, as
    newspapers do: the picture and the text copied out then say the same.
    """
    return isolated(_turned(_MARKS.sub("", unicodedata.normalize("NFC", text)), is_arabic=True))


def isolated(text: str) -> str:
    """Groups of figures held left to right inside Arabic: telephones, numbers of a year, hours, identities.

    What is isolated already stays as it is.
    """
    pieces, position = [], 0
    for already in _ISOLATED.finditer(text):
        pieces += [_figures_held(text[position : already.start()]), already[0]]
        position = already.end()
    return "".join([*pieces, _figures_held(text[position:])])


def _figures_held(text: str) -> str:
    return _FIGURES.sub(lambda found: f"{LEFT_TO_RIGHT_ISOLATE}{found[0]}{POP_ISOLATE}", text)


def _typed(code: str) -> list[str]:
    """In groups of four; one that holds a number with its dashes stays as it is."""
    return [code] if "-" in code else in_fours(code)


def _prepared(value: Any) -> Any:
    """The data with every pair of words settable. What is said in Arabic alone stands once, not twice."""
    if isinstance(value, Mapping) and set(value) == {"ar", "fr"} and isinstance(value["ar"], str):
        return {"ar": settable(value["ar"]), "fr": _french(value["fr"])}
    if isinstance(value, Mapping):
        return {key: _prepared(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_prepared(part) for part in value]
    return value


def _french(text: str) -> str:
    """French with Arabic names held right to left; nothing where no Latin letter is in it."""
    if _ARABIC_LETTER.search(text) and not _LATIN_LETTER.search(text):
        return ""
    return _turned(text, is_arabic=False)


def _turned(text: str, *, is_arabic: bool) -> str:
    """Freely held words held in their own direction where it is the other one; else let go, to wrap."""
    return _FREELY_HELD.sub(lambda held: _turned_words(held[1], is_arabic=is_arabic), text)


def _turned_words(words: str, *, is_arabic: bool) -> str:
    strong = next((letter for letter in words if letter.isalpha()), "")
    if not strong or bool(_ARABIC_LETTER.match(strong)) is is_arabic:
        return words
    return f"{LEFT_TO_RIGHT_ISOLATE if is_arabic else _RIGHT_TO_LEFT_ISOLATE}{words}{POP_ISOLATE}"


def _as_parts(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"year": value.year, "month": value.month, "day": value.day}
    raise TypeError(f"a paper cannot hold {type(value).__name__}")


def _seal(agency: Agency) -> str:
    accent, rule = agency.palette["accent"], agency.palette["rule"]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-24 -24 48 48">'
        f'<path fill="{accent}" d="{KHATAM}"/>'
        f'<path fill="none" stroke="{rule}" stroke-width="1.2" transform="scale(.84)" d="{KHATAM}"/>'
        f'<g fill="#ffffff">{GLYPHS[agency.glyph]}</g></svg>'
    )


def _band(agency: Agency) -> str:
    """The lattice, as long as the text is wide: the sign of an official paper of this body."""
    accent = agency.palette["accent"]
    tile = (
        f'<path stroke-width="3" transform="scale(.292)" d="{KHATAM}"/>'
        f'<path fill="{accent}" stroke="none" transform="scale(.125) rotate(22.5)" d="{KHATAM}"/>'
    )
    tiles = "".join(f'<g transform="translate({7 + 14 * place} 7)">{tile}</g>' for place in range(_TILES))
    width = 14 * _TILES
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -1 {width} 16">'
        f'<g fill="none" stroke="{accent}">{tiles}'
        f'<path stroke-width="1" d="M0-.5H{width}M0 14.5H{width}"/></g></svg>'
    )


def _code(sheet: Sheet) -> str:
    if isinstance(sheet, SeparatorSheets):
        return barcodes.drawing(barcodes.quick_response(sheet.mark, level="H"))
    return barcodes.drawing(barcodes.quick_response(sheet.check_url)) if sheet.check_url else ""

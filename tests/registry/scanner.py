"""A scanner for tests: pages of letters, separator sheets and blank backs as it gives them."""

import io
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from shubbak.agencies.queries import current_agency
from shubbak.documents.paper import render
from shubbak.registry.models import Entry, ScanBatch
from shubbak.registry.scans.actions.batches import take_batch
from shubbak.registry.scans.folder import scan_folder
from shubbak.registry.scans.sheets import separator_of, separators

SIZE = (827, 1170)
"""A4 at a hundred dots an inch."""


def written(words: str) -> Image.Image:
    page = Image.new("L", SIZE, 255)
    ImageDraw.Draw(page).text((120, 160), words, fill=0, font_size=40)
    return page


def blank() -> Image.Image:
    return Image.new("L", SIZE, 249)


def separator(at: datetime, entry: Entry | None = None) -> Image.Image:
    agency = current_agency()
    sheet = separator_of(entry, agency, at) if entry else separators(1, agency, at)
    with pypdfium2.PdfDocument(render(sheet, agency)) as document:
        return document[0].render(scale=100 / 72).to_pil().convert("L")


def file_of(pages: Sequence[Image.Image], kind: str = "PDF") -> bytes:
    """What the scanner makes of a pile of paper."""
    made = io.BytesIO()
    several = {"save_all": True, "append_images": list(pages[1:])} if kind in ("PDF", "TIFF") else {}
    pages[0].save(made, kind, resolution=100, **several)
    return made.getvalue()


def came(pages: Sequence[Image.Image], at: datetime, name: str = "scan.pdf", kind: str = "PDF") -> ScanBatch:
    stream = io.BytesIO(file_of(pages, kind))
    return take_batch(stream=stream, name=name, source="desk", staff=None, at=at)


def dropped(content: bytes, name: str = "scan0001.pdf") -> Path:
    """Laid into the watched folder of the current body."""
    folder = scan_folder()
    folder.make()
    path = folder.root / name
    path.write_bytes(content)
    time.sleep(0.01)
    return path

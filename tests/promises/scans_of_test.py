"""Scanned letters as an office has them: set in print, then turned, blurred, noisy, at 200 dots an inch."""

import io
from pathlib import Path
from random import Random

import pypdfium2
import typst
from PIL import Image, ImageFilter

from shubbak.documents.paper import FONTS

DOTS = 200
_PAGE = """#set page(width: 210mm, height: 297mm, margin: 25mm)
#set text(font: "{font}", size: 13pt, lang: "{language}", dir: {direction}, fallback: false)
#set par(leading: 1.1em)
{words}
"""


def typeset(words: str, language: str, font: str = "Noto Naskh Arabic", fonts: Path = FONTS) -> Image.Image:
    """A page of print, as a picture."""
    direction = "rtl" if language == "ar" else "ltr"
    source = _PAGE.format(font=font, language=language, direction=direction, words=words)
    pdf = typst.compile(source.encode(), font_paths=[fonts], ignore_system_fonts=True)
    with pypdfium2.PdfDocument(bytes(pdf)) as document:
        return document[0].render(scale=DOTS / 72).to_pil().convert("L")


def scanned(page: Image.Image, chance: Random) -> Image.Image:
    """As a cheap scanner gives it: 0.7° askew, out of focus, with specks."""
    turned = page.rotate(0.7, resample=Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(0.6))
    noise = Image.frombytes("L", soft.size, chance.randbytes(soft.width * soft.height))
    return Image.blend(soft, noise, 0.06)


def bound(pages: list[Image.Image]) -> bytes:
    """Pages as the scanner's one PDF, without text."""
    file = io.BytesIO()
    pages[0].save(file, "PDF", resolution=DOTS, save_all=True, append_images=pages[1:])
    return file.getvalue()


def error_rate(read: str, meant: str) -> float:
    """Characters to change of those meant (Levenshtein), spaces and lines counted as one space."""
    one, other = " ".join(read.split()), " ".join(meant.split())
    row = list(range(len(other) + 1))
    for rank, sign in enumerate(one, 1):
        before, row[0] = row[0], rank
        for place, wanted in enumerate(other, 1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (sign != wanted)),
            )
    return row[-1] / len(other)

"""Pictures that stand for papers and photographs in the town's history; drawn: nobody's paper is shown."""

import io
import random
from functools import cache

from PIL import Image, ImageDraw

_SIZE = (620, 877)
_PAPER, _INK, _RULE = (250, 249, 245), (70, 80, 92), (196, 203, 209)


@cache
def paper_picture(name: str) -> bytes:
    """A JPEG of a sheet with ruled lines and a stamp; the same name gives the same bytes."""
    seed = random.Random(name)  # noqa: S311 (a drawing, not a secret)
    sheet = Image.new("RGB", _SIZE, _PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((40, 50, 580, 110), outline=_INK, width=3)
    for row in range(160, 760, 34):
        start = seed.randrange(60, 220)
        draw.rectangle((start, row, 570, row + 9), fill=_RULE)
    left, top = seed.randrange(60, 140), seed.randrange(640, 720)
    draw.ellipse((left, top, left + 120, top + 120), outline=(0, 96, 124), width=4)
    buffer = io.BytesIO()
    sheet.save(buffer, "JPEG", quality=70)
    return buffer.getvalue()

"""Looks at the pages of scans and binds them anew, as a process of its own. Imports nothing of ours.

Standard input: a line of JSON, then the files it names, one after the other. Asked to `look`, it says of each
page whether it is blank and which codes are on it, with a small picture; to `bind`, it makes a PDF of pages;
to `draw`, a picture of one. Answers a line of JSON, then bytes. A scan with too many pages ends it with 3.
"""

import io
import json
import os
import resource
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageSequence

MEGABYTE = 1024 * 1024
MEMORY, SECONDS, OUTPUT, FILES = 1024 * MEGABYTE, 240, 200 * MEGABYTE, 32
LATER = 5
TOO_MANY = 3
MOST_PIXELS = 120_000_000
MOST_SIDE = 3000
"""Pixels of a page as it is looked at, whatever size it says it has."""
DOTS, FACE, THUMB = 120, 1100, 260
USUAL = 200
"""Dots an inch of a picture that does not say its own."""
EDGE = 0.03
"""Of each side: shadows and holes there are nothing written."""
FAINT = 12
"""Steps of grey by which something written, once softened, stands apart from its paper."""


def limit() -> None:
    """What the process may take of the machine, lowered for good."""
    os.nice(LATER)
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def opened(kind: str, content: bytes, most: int) -> Any:
    """A scan as a PDF, whatever it came as."""
    document = pypdfium2.PdfDocument(content if kind == "pdf" else _bound(kind, content, most))
    if not 0 < len(document) <= most:
        sys.exit(TOO_MANY)
    return document


def _bound(kind: str, content: bytes, most: int) -> bytes:
    with Image.open(io.BytesIO(content), formats=[kind.upper()]) as scan:
        if getattr(scan, "n_frames", 1) > most:
            sys.exit(TOO_MANY)
        dots = round(float(scan.info.get("dpi", (USUAL, USUAL))[0])) or USUAL
        frames = [_plain(frame) for frame in ImageSequence.Iterator(scan)]
    file = io.BytesIO()
    image, *more = frames
    image.save(file, "PDF", resolution=dots, save_all=True, append_images=more, quality=90)
    return file.getvalue()


def _plain(frame: Image.Image) -> Image.Image:
    if frame.width * frame.height > MOST_PIXELS:
        sys.exit(TOO_MANY)
    upright = ImageOps.exif_transpose(frame)
    return upright.copy() if upright.mode in ("1", "L", "RGB") else upright.convert("RGB")


def drawn(page: Any, dots: float) -> Image.Image:
    """A page in greys; a giant one smaller."""
    longest = max(page.get_size()) or 1
    image: Image.Image = page.render(scale=min(dots / 72, MOST_SIDE / longest), grayscale=True).to_pil()
    return image.convert("L")


def is_blank(picture: Image.Image) -> bool:
    """Whether nothing is on the paper but its own grain: one stroke of a pen keeps a page."""
    width, height = picture.size
    aside = (round(width * EDGE), round(height * EDGE))
    inner = picture.crop((aside[0], aside[1], width - aside[0], height - aside[1]))
    soft = inner.filter(ImageFilter.GaussianBlur(1.5))
    ground = soft.filter(ImageFilter.BoxBlur(40))
    apart = ImageChops.difference(soft, ground).getextrema()
    return int(apart[1]) < FAINT  # type: ignore[arg-type]  # a grey picture has one pair of extremes


def codes(picture: Image.Image) -> list[str]:
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    return [barcode.text[:200] for barcode in found][:10]


def jpeg(picture: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality, optimize=True)
    return file.getvalue()


def looked(document: Any) -> tuple[dict[str, Any], list[bytes]]:
    told, pictures = [], []
    for number in range(len(document)):
        picture = drawn(document[number], DOTS)
        told.append({"is_blank": is_blank(picture), "codes": codes(picture)})
        picture.thumbnail((THUMB, THUMB * 3 // 2))
        pictures.append(jpeg(picture, 55))
    return {"pages": told}, pictures


def bound(documents: Sequence[Any], parts: Sequence[Sequence[Sequence[int]]]) -> list[bytes]:
    """A PDF for each part, of pages that are named by file and place; the pages are copied, not drawn."""
    made = []
    for part in parts:
        pdf = pypdfium2.PdfDocument.new()
        for file, place in part:
            pdf.import_pages(documents[file], [place])
        written = io.BytesIO()
        pdf.save(written)
        made.append(written.getvalue())
    return made


def face(page: Any) -> bytes:
    """Wide enough to be read."""
    return jpeg(drawn(page, FACE / (page.get_size()[0] or 1) * 72), 70)


def answered(asked: dict[str, Any], files: Iterator[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    documents = [opened(asked["kind"], content, asked["most"]) for content in files]
    if "bind" in asked:
        return {}, bound(documents, asked["bind"])
    if "draw" in asked:
        return {}, [face(documents[0][asked["draw"]])]
    return looked(documents[0])


def main() -> None:
    asked = json.loads(sys.stdin.buffer.readline(MEGABYTE))
    files = (sys.stdin.buffer.read(size) for size in asked["sizes"])
    told, made = answered(asked, files)
    told["sizes"] = [len(content) for content in made]
    out = sys.stdout.buffer
    out.write(json.dumps(told).encode() + b"\n")
    for content in made:
        out.write(content)
    out.flush()


if __name__ == "__main__":
    limit()
    main()

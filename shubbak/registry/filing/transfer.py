"""Letters handed over to the archives: their papers, what is known of them, and hashes to check both.

`SHA256SUMS` names every other member, so ``sha256sum -c SHA256SUMS`` checks an unpacked copy.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from shubbak.agencies.models import Agency
from shubbak.documents.models import Document
from shubbak.documents.queries import open_document
from shubbak.documents.rules import normalised_name
from shubbak.foundation.zip_stream import zipped
from shubbak.journal.rules import Actor
from shubbak.registry.books.printing import printed_number
from shubbak.registry.filing.actions.transfer import note_transfer
from shubbak.registry.filing.queries import filed
from shubbak.registry.letters.models import Letter, LetterPaper

FORMAT = "shubbak transfer 1"
Member = tuple[str, Iterable[bytes]]
_CHUNK = 256 * 1024
_PLAIN = ("number", "register", "day", "received_at", "class", "nature", "sender", "subject", "reference")


def transfer_package(
    letters: Sequence[Letter], agency: Agency, *, actor: Actor, at: datetime
) -> Iterator[bytes]:
    """The bytes of a ZIP; that it was made, and of how many letters, is a line of the journal."""
    note_transfer(letters=len(letters), actor=actor, at=at)
    return zipped(_members(letters, agency, at), at=at.astimezone(ZoneInfo(agency.zone)))


def _members(letters: Sequence[Letter], agency: Agency, at: datetime) -> Iterator[Member]:
    told, sums = [_told(letter) for letter in letters], list[tuple[str, str]]()
    for one in told:
        for paper in one["papers"]:
            sums.append((paper["sha256"], paper["path"]))
            yield paper["path"], _stored(paper.pop("document"))
    manifest = {
        "format": FORMAT,
        "body": agency.code,
        "made_at": at.isoformat(timespec="seconds"),
        "letters": told,
    }
    for name, content in (
        ("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1).encode()),
        ("letters.csv", _table(told)),
    ):
        sums.append((sha256(content).hexdigest(), name))
        yield name, [content]
    yield "SHA256SUMS", ["".join(f"{digest}  {name}\n" for digest, name in sums).encode()]


def _told(letter: Letter) -> dict[str, Any]:
    entry, lies = letter.entry, filed(letter)
    papers = list(letter.papers.select_related("document__file"))
    return {
        "number": printed_number(entry),
        "register": entry.series.register.code,
        "day": entry.register_day.isoformat(),
        "received_at": entry.received_at.isoformat(),
        "class": lies.file_class.code if lies else "",
        "nature": letter.nature.code if letter.nature else "",
        "sender": "; ".join(party.name for party in entry.parties.all()),
        "subject": entry.subject.words,
        "reference": letter.reference,
        "manifest_sha256": bytes(entry.manifest_sha256).hex(),
        "papers": [_paper(letter, rank, paper) for rank, paper in enumerate(papers, start=1)],
    }


def _paper(letter: Letter, rank: int, paper: LetterPaper) -> dict[str, Any]:
    series, name = letter.entry.series, normalised_name(paper.document.name)
    folder = f"{series.register.code}-{series.year}-{letter.entry.number:06}"
    return {
        "path": f"papers/{folder}/{rank:02}-{name}",
        "role": paper.role,
        "size": paper.document.file.size,
        "sha256": paper.document.file_id,
        "document": paper.document,
    }


def _table(told: Sequence[dict[str, Any]]) -> bytes:
    """With a mark in front by which spreadsheets know UTF-8; what begins like a formula is text."""
    sheet = io.StringIO()
    table = csv.writer(sheet)
    table.writerow([*_PLAIN, "papers"])
    for one in told:
        table.writerow([*(_text(one[name]) for name in _PLAIN), len(one["papers"])])
    return b"\xef\xbb\xbf" + sheet.getvalue().encode()


def _text(value: str) -> str:
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t") else value


def _stored(document: Document) -> Iterator[bytes]:
    with open_document(document) as file:
        while part := file.read(_CHUNK):
            yield part

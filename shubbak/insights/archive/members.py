"""The members of an archive, one after the other; none is made before the one in front of it was written."""

import json
from collections.abc import Iterable, Iterator

from shubbak.agencies.models import Agency
from shubbak.cases.letter_papers import letter_sheet
from shubbak.cases.models import Case, CasePaper
from shubbak.cases.papers import receipt_sheet
from shubbak.documents.models import Document
from shubbak.documents.paper import render
from shubbak.documents.queries import open_document
from shubbak.insights.archive.facts import as_json, case_exchanges, case_facts, case_history
from shubbak.insights.archive.names import member_name
from shubbak.insights.readings import names_in_journal
from shubbak.journal.export import proven_line
from shubbak.journal.models import Checkpoint
from shubbak.journal.queries import lines_about
from shubbak.registry.books.manifest import ManifestFile, manifest_of
from shubbak.registry.books.signing import receipt_text

Member = tuple[str, Iterable[bytes]]
_CHUNK = 256 * 1024
_MOST_LINES = 100_000


def members(case: Case, agency: Agency, checkpoint: Checkpoint) -> Iterator[Member]:
    """Facts, history, exchanges; letters; papers; receipt; journal. Always in this order."""
    yield "case.json", [as_json(case_facts(case, agency))]
    yield "history.json", [as_json(case_history(case))]
    yield "exchanges.json", [as_json(case_exchanges(case))]
    for rank, letter in enumerate(case.letters.select_related("outgoing"), start=1):
        name = member_name("letters", rank, f"{letter.name}.pdf")
        yield name, [render(letter_sheet(case, letter, agency), agency)]
    for rank, paper in enumerate(_papers(case), start=1):
        yield member_name("papers", rank, paper.document.name), _stored(paper.document)
    yield from _receipt(case, agency)
    yield "journal/lines.jsonl", _lines(case, checkpoint)
    yield "journal/checkpoint.txt", [checkpoint.note.encode()]


def _papers(case: Case) -> Iterable[CasePaper]:
    return case.papers.select_related("document__file").order_by("added_at", "pk")


def _stored(document: Document) -> Iterator[bytes]:
    with open_document(document) as file:
        while part := file.read(_CHUNK):
            yield part


def _receipt(case: Case, agency: Agency) -> Iterator[Member]:
    """The receipt as a paper and, once it is signed, in letters.

    And what exactly it was given for, as long as the answers are those of the deposit.
    """
    yield "receipt/receipt.pdf", [render(receipt_sheet(case, agency), agency)]
    if case.entry.receipt.signature is not None:
        yield "receipt/receipt.txt", [f"{receipt_text(case.entry.receipt)}\n".encode()]
    handed_in = [paper.document for paper in _papers(case) if paper.of_deposit]
    files = [ManifestFile(each.name, each.file.size, each.file.sha256) for each in handed_in]
    nonce = bytes(case.manifest_nonce)
    manifest = manifest_of(nonce=nonce, service=case.service, answers=case.answers, files=files)
    if manifest.digest() == bytes(case.entry.manifest_sha256):
        yield "receipt/manifest.json", [manifest.to_json().encode()]


def _lines(case: Case, checkpoint: Checkpoint) -> Iterator[bytes]:
    """The lines about the file as far as the checkpoint reaches, opened, each with its path to the root."""
    for line in lines_about(*names_in_journal(case), limit=_MOST_LINES):
        if line.index < checkpoint.size:
            proven = proven_line(line.index, checkpoint, with_party=True)
            yield (json.dumps(proven, ensure_ascii=False) + "\n").encode()

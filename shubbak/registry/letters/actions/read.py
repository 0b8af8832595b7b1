"""What is written on the papers of letters: kept, and the letter found by it."""

from datetime import datetime

from shubbak.documents.actions import store_bytes
from shubbak.documents.models import Document
from shubbak.documents.reading import Said, types_read_whole
from shubbak.journal.actions import action
from shubbak.registry.letters.models import LetterPaper
from shubbak.registry.letters.search import index_written

Reading = LetterPaper.Reading
MOST_OF_A_LETTER = 300_000
"""Characters by which a letter is found, of all its papers."""


@action
def begin_reading(*, paper: LetterPaper) -> bool:
    """Note a try before it is made: what takes its worker along is tried twice. False: another reads it."""
    after = Reading.AGAIN if paper.reading == Reading.WAITING else Reading.UNREADABLE
    return bool(LetterPaper.objects.filter(pk=paper.pk, reading=paper.reading).update(reading=after))


@action
def give_reading_up(*, paper: LetterPaper, has_reader: bool) -> None:
    """It is damaged or too costly; what nothing here reads waits for a reader."""
    after = Reading.UNREADABLE if has_reader else Reading.NO_READER
    LetterPaper.objects.filter(pk=paper.pk).update(reading=after)


@action
def read_again() -> int:
    """Let papers have their turn that no reader was there for, where one is there now; how many."""
    unread = LetterPaper.objects.filter(reading=Reading.NO_READER)
    readable = unread.filter(document__file__media_type__in=types_read_whole())
    return readable.update(reading=Reading.WAITING)


@action
def keep_said(*, paper: LetterPaper, said: Said, at: datetime) -> None:
    """Keep the text, and the searchable copy of a scan beside it; the scan stays as it came."""
    if not LetterPaper.objects.filter(pk=paper.pk).exists():
        return
    copy = searchable_copy(paper.document, said.copy, at) if said.copy and said.text else None
    keep_read(paper=paper, text=said.text, copy=copy, at=at)


@action
def keep_read(*, paper: LetterPaper, text: str, copy: Document | None, at: datetime) -> None:
    """The same, of what was read and stored before."""
    state = Reading.READ if text else Reading.EMPTY
    LetterPaper.objects.filter(pk=paper.pk).update(reading=state, text=text)
    if copy is not None:
        _lay_copy(paper, copy, at)
    texts = LetterPaper.objects.filter(letter=paper.letter_id).exclude(text="").values_list("text", flat=True)
    if text:
        index_written(letter=paper.letter, text="\n".join(texts)[:MOST_OF_A_LETTER])


def searchable_copy(scan: Document, content: bytes, at: datetime) -> Document:
    """A scan with its text behind the picture, stored beside it."""
    stem = scan.name.rpartition(".")[0]
    return store_bytes(
        content=content,
        name=f"{stem}-text.pdf",
        format_code="pdf",
        at=at,
        direction=Document.Direction.INTERNAL,
        origin="scan",
        scan=scan.scan,
    )


def _lay_copy(paper: LetterPaper, document: Document, at: datetime) -> None:
    LetterPaper.objects.create(
        letter=paper.letter,
        document=document,
        role=LetterPaper.Role.SEARCHABLE,
        at=at,
        reading=Reading.READ,
    )

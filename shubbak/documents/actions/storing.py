"""Taking files in. No journal line here: the act that a document serves (a deposit, a paper added) commits to
its hash; a file put into a draft that nobody deposits is swept away without a trace."""

import itertools
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction
from django.db.models import ProtectedError

from shubbak.agencies.queries import current_agency
from shubbak.documents import store
from shubbak.documents.inspection import inspect
from shubbak.documents.models import Document, StoredFile
from shubbak.documents.rules import (
    KEPT,
    FilePolicy,
    FileRefused,
    Refusal,
    normalised_name,
)
from shubbak.documents.store import Incoming, OverLimit
from shubbak.documents.uploads import CEILING, ReceivedFile
from shubbak.foundation.insertion import Insert, insert_together, insertion
from shubbak.journal.actions import action

ORPHANED_AFTER = timedelta(days=1)
_AN_HOUR = timedelta(hours=1)
_CHUNK = 256 * 1024


class Stream(Protocol):
    """Anything that is read in pieces: an uploaded file of Django, an open file."""

    def read(self, size: int = ..., /) -> bytes: ...


@action
def store_upload(
    *,
    stream: Stream,
    name: str,
    allowed: FilePolicy,
    at: datetime,
    title: str = "",
    direction: str = Document.Direction.IN,
    origin: str = "portal",
    language: str = "",
) -> Document:
    """Take a file as it was sent: its bytes are on disk for good before this returns.

    :raises FileRefused: with the reason: too big, empty, of another format than it says, damaged.
    """
    shown = normalised_name(name)
    with _received(stream, allowed) as incoming:
        known = inspect(incoming.path, name=shown, allowed=allowed)
        sha256 = incoming.keep()
    return _remember(
        file=StoredFile(sha256=sha256, size=incoming.size, media_type=known.media_type, created_at=at),
        name=shown,
        title=title[:200],
        direction=direction,
        origin=origin,
        language=language,
        added_at=at,
    )


@action
def store_bytes(
    *,
    content: bytes,
    name: str,
    format_code: str,
    at: datetime,
    title: str = "",
    direction: str = Document.Direction.OUT,
    origin: str = "paper",
    language: str = "",
    scan: str = Document.Scan.CLEAN,
) -> Document:
    """Keep bytes that need no inspection: a paper that Shubbak rendered; a message as it came (`scan` then
    says that nobody has looked at it yet).
    """
    with Incoming(current_agency().code, limit=len(content)) as incoming:
        incoming.write(content)
        sha256 = incoming.keep()
    kind = KEPT[format_code].media_type
    return _remember(
        file=StoredFile(sha256=sha256, size=incoming.size, media_type=kind, created_at=at),
        name=normalised_name(name),
        title=title[:200],
        direction=direction,
        origin=origin,
        language=language,
        scan=scan,
        added_at=at,
    )


@action
def take_over(*, owner: str, sha256: str, name: str, media_type: str, at: datetime) -> Document:
    """Copy a file that another body of the installation (`owner`, its code) hands over into the own store.

    It was inspected there; the scanner looks at it here again.

    :raises FileNotFoundError: if the bytes are missing there, or are no longer what their name says.
    """
    source = store.path_of(owner, sha256)
    with source.open("rb") as stream, Incoming(current_agency().code, source.stat().st_size) as incoming:
        while chunk := stream.read(_CHUNK):
            incoming.write(chunk)
        if incoming.sha256 != sha256:
            raise FileNotFoundError(source)
        incoming.keep()
    return _remember(
        file=StoredFile(sha256=sha256, size=incoming.size, media_type=media_type, created_at=at),
        name=normalised_name(name),
        direction=Document.Direction.IN,
        origin="exchange",
        added_at=at,
    )


@action
def name_again(*, document: Document, at: datetime) -> Document:
    """A second document of the same bytes, for a second place: each is erased by itself."""
    known = {name: getattr(document, name) for name in ("name", "title", "direction", "origin", "language")}
    return _remember(file=document.file, scan=document.scan, added_at=at, **known)


@action
def erase_documents(*, ids: Collection[UUID], at: datetime) -> int:
    """Forget documents and, with the commit, the bytes that no other document names; how many files went.
    A document that something else still holds stays.

    Bytes that came in the last hour are left to the sweep: somebody may be storing the same ones just now.
    """
    hashes = {document.file_id for document in Document.objects.filter(pk__in=ids) if _let_go(document)}
    alone = StoredFile.objects.filter(pk__in=hashes, documents=None)
    gone = list(alone.values_list("pk", flat=True))
    alone.delete()
    transaction.on_commit(partial(_remove_bytes, current_agency().code, gone, at - _AN_HOUR), robust=True)
    return len(gone)


def _let_go(document: Document) -> bool:
    try:
        document.delete()
    except ProtectedError:
        return False
    return True


def _remove_bytes(code: str, hashes: Collection[str], before: datetime) -> None:
    named = set(StoredFile.objects.filter(pk__in=hashes).values_list("pk", flat=True))
    for sha256 in set(hashes) - named:
        store.remove_if_older(store.path_of(code, sha256), before.timestamp())


def sweep_orphans(*, at: datetime) -> int:
    """Remove files that no document names a day after they came; say how many files went.

    The rows go first, in their own transaction; a file whose row is gone is removed when its own day is over.
    """
    before = at - ORPHANED_AFTER
    _forget_unnamed(before=before)
    code = current_agency().code
    removed = 0
    for batch in _batches(store.orphans(code, before.timestamp())):
        named = set(
            StoredFile.objects.filter(pk__in=[path.name for path in batch]).values_list("pk", flat=True)
        )
        for path in batch:
            if path.name not in named:
                removed += store.remove_if_older(path, before.timestamp())
    return removed


@action
def _forget_unnamed(*, before: datetime) -> None:
    """One statement: it looks again at a row that somebody just took up, as a plain `delete()` would not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM documents_storedfile file WHERE created_at < %s"
            " AND NOT EXISTS (SELECT FROM documents_document WHERE file_id = file.sha256)",
            [before],
        )


def _received(stream: Stream, allowed: FilePolicy) -> Incoming:
    """The bytes in a file of their own: those that the upload handler already wrote, or read here."""
    if isinstance(stream, ReceivedFile):
        incoming = stream.hand_over()
        if incoming is None or incoming.size > allowed.max_bytes:
            if incoming is not None:
                incoming.discard()
            raise FileRefused(Refusal.TOO_BIG, limit=min(allowed.max_bytes, CEILING))
        return incoming
    try:
        with Incoming(current_agency().code, limit=allowed.max_bytes) as incoming:
            while chunk := stream.read(_CHUNK):
                incoming.write(chunk)
    except OverLimit:
        raise FileRefused(Refusal.TOO_BIG, limit=allowed.max_bytes) from None
    incoming.flush()
    return incoming


def _remember(*, file: StoredFile, **described: Any) -> Document:
    """The rows of these bytes and of their name, by one statement.

    Where the bytes are known their row is locked and renewed, so that no sweep takes it away.
    """
    document = Document(file=file, **described)
    bytes_of_file = insertion(file)
    renewed = f"{bytes_of_file.text} ON CONFLICT (sha256) DO UPDATE SET created_at = excluded.created_at"
    insert_together([Insert(renewed, bytes_of_file.values), insertion(document)])
    for row in (file, document):
        row._state.adding, row._state.db = False, connection.alias
    return document


def _batches(paths: Iterable[Path]) -> Iterator[list[Path]]:
    remaining = iter(paths)
    while batch := list(itertools.islice(remaining, 500)):
        yield batch

"""Files that come in pieces: a cut connection costs one piece, not the file."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import F

from shubbak.agencies.queries import current_agency
from shubbak.documents.actions.storing import store_upload
from shubbak.documents.models import Document, Upload
from shubbak.documents.rules import (
    LARGEST_PIECE,
    FilePolicy,
    FileRefused,
    Refusal,
    TooMuch,
    UploadGone,
    WrongOffset,
    claimed_format,
    normalised_name,
)
from shubbak.documents.store import add_piece, part_of
from shubbak.journal.actions import action

KEPT = timedelta(days=1)
MOST_UNFINISHED = 5
"""Of one draft and paper; the oldest make room."""


@action
def begin_upload(
    *,
    bound_to: UUID,
    requirement: str,
    name: str,
    length: int,
    allowed: FilePolicy,
    at: datetime,
    mark: str = "",
) -> Upload:
    """Begin a file of `length` bytes; none of them has come yet.

    :raises FileRefused: for what its name and length tell already: too big, empty, of a format not taken.
    """
    shown = normalised_name(name)
    if length > allowed.max_bytes:
        raise FileRefused(Refusal.TOO_BIG, limit=allowed.max_bytes)
    if length == 0:
        raise FileRefused(Refusal.EMPTY)
    claimed_format(shown, allowed)
    _make_room(bound_to, requirement)
    return Upload.objects.create(
        bound_to=bound_to,
        requirement=requirement,
        name=shown,
        mark=mark[:40],
        length=length,
        expires_at=at + KEPT,
    )


@action
def continue_upload(*, upload: Upload, offset: int, content: bytes, at: datetime) -> Upload:
    """Add a piece: when this returns and commits, it is on disk for good.

    :raises UploadGone: after its time, or if the earlier pieces are lost.
    :raises WrongOffset: unless the piece begins where the earlier ones end.
    :raises TooMuch: if it is larger than a piece may be, or than what is missing.
    """
    kept = _held(upload, at)
    if offset != kept.offset:
        raise WrongOffset(kept.offset)
    if len(content) > min(LARGEST_PIECE, kept.length - kept.offset):
        raise TooMuch
    if content:
        _write(kept, content)
    kept.offset += len(content)
    kept.expires_at = at + KEPT
    kept.save(update_fields=["offset", "expires_at"])
    return kept


@action
def finish_upload(
    *, upload: Upload, allowed: FilePolicy, at: datetime, language: str = "", origin: str = "portal"
) -> Document:
    """Store a file whose last piece has just come, in its transaction, as one that came at once.

    :raises FileRefused: as `store_upload`; the caller then forgets the upload.
    """
    part = _part(upload)
    with part.open("rb") as stream:
        document = store_upload(
            stream=stream, name=upload.name, allowed=allowed, at=at, language=language, origin=origin
        )
    _remove_after_commit(part)
    return document


@action
def forget_upload(*, upload: Upload) -> None:
    """Give an upload up: its row and the bytes that came."""
    Upload.objects.filter(pk=upload.pk).delete()
    _remove_after_commit(_part(upload))


def sweep_parts(*, at: datetime) -> int:
    """Forget uploads whose time is over; how many went."""
    over = list(Upload.objects.filter(expires_at__lt=at)[:1000])
    for upload in over:
        forget_upload(upload=upload)
    return len(over)


def _held(upload: Upload, at: datetime) -> Upload:
    """The row as it is now, held against a second sender."""
    kept = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if kept is None or kept.expires_at <= at:
        raise UploadGone
    return kept


def _write(upload: Upload, content: bytes) -> None:
    try:
        add_piece(_part(upload), upload.offset, content)
    except FileNotFoundError:
        raise UploadGone from None


def _make_room(bound_to: UUID, requirement: str) -> None:
    begun = Upload.objects.filter(bound_to=bound_to, requirement=requirement, offset__lt=F("length"))
    for oldest in begun.order_by("-expires_at")[MOST_UNFINISHED - 1 :]:
        forget_upload(upload=oldest)


def _part(upload: Upload) -> Path:
    return part_of(current_agency().code, upload.pk)


def _remove_after_commit(part: Path) -> None:
    transaction.on_commit(partial(part.unlink, missing_ok=True), robust=True)

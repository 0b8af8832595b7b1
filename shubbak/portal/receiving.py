"""Files that come in through the portal."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language

from shubbak.catalogue.papers import policy_of
from shubbak.catalogue.spec import Requirement
from shubbak.documents.actions import store_upload
from shubbak.documents.models import Document
from shubbak.documents.rules import FORMATS


def store_all(
    given: "Iterable[UploadedFile[Any]]", paper: Requirement | None, at: datetime, title: str = ""
) -> list[UUID]:
    """Store files that were sent for one paper; gives their documents.

    :raises FileRefused: at the first that is not taken.
    """
    allowed, language = policy_of(paper), get_language() or ""
    return [
        store_upload(
            stream=sent, name=sent.name or "", allowed=allowed, at=at, title=title, language=language
        ).id
        for sent in given
    ]


def store_paper(given: "UploadedFile[Any]", at: datetime) -> Document:
    """Store the paper of a mandate, which is of no file.

    :raises FileRefused: when it is not taken.
    """
    return store_upload(
        stream=given,
        name=given.name or "",
        allowed=policy_of(None),
        at=at,
        direction=Document.Direction.INTERNAL,
        language=get_language() or "",
    )


def accepted(paper: Requirement | None) -> str:
    """The extensions that a file box offers: ``.jpg,.jpeg,.pdf``."""
    codes = policy_of(paper).formats
    return ",".join(f".{extension}" for code in codes for extension in FORMATS[code].extensions)

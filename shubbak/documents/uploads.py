"""Receiving a form's files: counted and hashed while they stream, straight into the agency's own folder.

Django's own handlers write first and ask later, before even the check against forged requests. This one knows
the largest size of the installation from the first byte: what passes it is counted, never written.
"""

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from shubbak.agencies.schema import looked_at
from shubbak.documents.rules import LONGEST_NAME, MEGABYTE
from shubbak.documents.store import Incoming, OverLimit

CEILING = 26 * MEGABYTE
MOST_FILES = 20


class ReceivedFile(UploadedFile):  # type: ignore[type-arg]  # generic in the stubs alone
    """An uploaded file that already lies in the incoming folder of its agency, or was too big to be kept."""

    def __init__(self, incoming: Incoming | None, **described: Any) -> None:
        opened = incoming.path.open("rb") if incoming else io.BytesIO()
        super().__init__(file=opened, **described)
        self._incoming = incoming

    def hand_over(self) -> Incoming | None:
        """The bytes, once: whoever takes them keeps or discards them. None when they were too many."""
        incoming, self._incoming = self._incoming, None
        return incoming

    def close(self) -> None:
        """Django closes the files of a request at its end; what nobody took is thrown away."""
        super().close()
        incoming = self.hand_over()
        if incoming is not None:
            incoming.discard()


class CountedUploadHandler(FileUploadHandler):
    """Writes each file of a form into an `Incoming`, up to the ceiling of the installation."""

    chunk_size = 256 * 1024

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._count = 0
        self._incoming: Incoming | None = None
        self._too_big = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._count += 1
        agency = looked_at()
        if self._count > MOST_FILES or agency is None:
            raise SkipFile
        self._too_big = False
        self._incoming = Incoming(agency.code, limit=getattr(settings, "SHUBBAK_UPLOAD_CEILING", CEILING))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  Django's signature
        if self._incoming is None or self._too_big:
            return
        try:
            self._incoming.write(raw_data)
        except OverLimit:
            self._too_big = True
            self._throw_away()

    def file_complete(self, file_size: int) -> ReceivedFile:
        incoming, self._incoming = self._incoming, None
        if incoming is not None:
            incoming.flush()
        return ReceivedFile(
            incoming,
            name=(self.file_name or "")[-2 * LONGEST_NAME :],
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        self._throw_away()

    def _throw_away(self) -> None:
        incoming, self._incoming = self._incoming, None
        if incoming is not None:
            incoming.discard()

"""The mailbox of the body on its IMAP server (RFC 3501): what lies there, and what was taken."""

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import zip_longest
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from imap_tools import (
    BaseMailBox,
    ImapToolsError,
    MailBox,
    MailBoxStartTls,
    MailBoxUnencrypted,
    MailMessageFlags,
)

from shubbak.contact.intake.rules import MOST_BYTES, Place
from shubbak.contact.models import Mailbox

PATIENCE = 20.0
"""Seconds that the server may take for one answer."""
AT_ONCE, BYTES_AT_ONCE, SIZES_AT_ONCE = 50, 8 * 1024 * 1024, 500
_HEADERS = 66 * 1024
_UID = re.compile(rb"UID (\d+)")
_DATE = re.compile(rb'INTERNALDATE "([^"]+)"')
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_AWAY = (OSError, ImapToolsError, imaplib.IMAP4.error)


class MailAway(Exception):
    """The server cannot be asked now. The code says why: ``away``, ``refused`` (name or password)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Postbox:
    """An open folder; messages stay as unread as they are until they are marked."""

    def __init__(self, mailbox: Mailbox, password: str) -> None:
        self.mailbox, self._password = mailbox, password
        self._box: BaseMailBox | None = None
        self.validity = 0

    def __enter__(self) -> Self:
        """:raises MailAway: if the server is away, or knows neither name nor folder."""
        try:
            self._box = _connected(self.mailbox.server)
        except _AWAY:
            raise MailAway("away") from None
        try:
            is_plain = (self.mailbox.user + self._password).isascii()
            login = self._box.login if is_plain else self._box.login_utf8
            login(self.mailbox.user, self._password, initial_folder=self.mailbox.folder)
            self.validity = int(self._box.client.response("UIDVALIDITY")[1][0])
        except (*_AWAY, TypeError, ValueError):
            self._leave()
            raise MailAway("refused") from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def uids(self, criteria: str = "ALL") -> set[int]:
        """Numbers of messages. :raises MailAway:"""
        try:
            return {int(uid) for uid in self._open.uids(criteria)}
        except _AWAY:
            raise MailAway("away") from None

    def messages(self, uids: Sequence[int]) -> Iterator[tuple[Place, bytes, bool]]:
        """Each message with where it lies; True beside the headers alone of one that is too big.

        :raises MailAway:
        """
        try:
            sizes = self._sizes(uids)
            for batch in _batches(sizes):
                yield from self._fetched(batch, "BODY.PEEK[]", is_cut=False)
            for uid in (uid for uid, size in sizes.items() if size > MOST_BYTES):
                yield from self._fetched([uid], f"BODY.PEEK[HEADER]<0.{_HEADERS}>", is_cut=True)
        except _AWAY:
            raise MailAway("away") from None

    def mark(self, uids: Sequence[int]) -> None:
        """Mark as seen what was taken. :raises MailAway:"""
        try:
            for first in range(0, len(uids), SIZES_AT_ONCE):
                self._open.flag(
                    [str(uid) for uid in uids[first : first + SIZES_AT_ONCE]], MailMessageFlags.SEEN, True
                )
        except _AWAY:
            raise MailAway("away") from None

    @property
    def _open(self) -> BaseMailBox:
        if self._box is None:
            raise MailAway("away")
        return self._box

    def _leave(self) -> None:
        box, self._box = self._box, None
        if box is not None:
            try:
                box.logout()
            except _AWAY:
                return

    def _sizes(self, uids: Sequence[int]) -> dict[int, int]:
        found = {}
        for first in range(0, len(uids), SIZES_AT_ONCE):
            for line in self._ask(uids[first : first + SIZES_AT_ONCE], "RFC822.SIZE"):
                head = line[0] if isinstance(line, tuple) else line or b""
                uid, size = _UID.search(head), _SIZE.search(head)
                if uid and size:
                    found[int(uid[1])] = int(size[1])
        return found

    def _fetched(
        self, uids: Sequence[int], part: str, *, is_cut: bool
    ) -> Iterator[tuple[Place, bytes, bool]]:
        told = self._ask(uids, f"UID INTERNALDATE {part}")
        for line, after in zip_longest(told, told[1:], fillvalue=b""):
            if not isinstance(line, tuple):
                continue
            about = line[0] + (after if isinstance(after, bytes) else b"")
            if uid := _UID.search(about):
                yield Place(self.validity, int(uid[1]), _arrived(about)), bytes(line[1]), is_cut

    def _ask(self, uids: Sequence[int], wanted: str) -> list[Any]:
        answer: tuple[str, list[Any]] = self._open.client.uid(
            "FETCH", ",".join(str(uid) for uid in uids), f"({wanted})"
        )
        if answer[0] != "OK":
            raise MailAway("away")
        return answer[1]


def _connected(server: str) -> BaseMailBox:
    """:raises OSError: if it does not answer."""
    place = urlsplit(server)
    host = place.hostname or ""
    if place.scheme == "imaps":
        return MailBox(host, place.port or 993, timeout=PATIENCE, ssl_context=ssl.create_default_context())
    if place.scheme == "imap+starttls":
        return MailBoxStartTls(
            host, place.port or 143, timeout=PATIENCE, ssl_context=ssl.create_default_context()
        )
    return MailBoxUnencrypted(host, place.port or 143, timeout=PATIENCE)


def _batches(sizes: dict[int, int]) -> Iterator[list[int]]:
    batch: list[int] = []
    held = 0
    for uid, size in sorted(sizes.items()):
        if size > MOST_BYTES:
            continue
        if batch and (held + size > BYTES_AT_ONCE or len(batch) == AT_ONCE):
            yield batch
            batch, held = [], 0
        batch.append(uid)
        held += size
    if batch:
        yield batch


def _arrived(about: bytes) -> datetime | None:
    found = _DATE.search(about)
    try:
        return datetime.strptime(found[1].decode().strip(), "%d-%b-%Y %H:%M:%S %z") if found else None
    except ValueError:
        return None

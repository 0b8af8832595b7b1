"""Asking the scanner about what came in, and telling the rooms above what was found."""

import logging
from collections.abc import Callable
from datetime import datetime
from time import monotonic

from django.conf import settings

from shubbak.documents.models import Document
from shubbak.documents.queries import open_document, to_scan
from shubbak.documents.scanning.clamd import ScannerAway, scan
from shubbak.journal.actions import action

Listener = Callable[[Document, datetime], object]
TURN_LASTS = 45.0
"""Seconds after which a turn begins no further file; the next one comes within a minute."""
_listeners: list[Listener] = []
_log = logging.getLogger(__name__)


def when_infected(listener: Listener) -> Listener:
    """Have a room above told of a harmful program, in the transaction that writes it down."""
    _listeners.append(listener)
    return listener


def scan_pending(*, at: datetime) -> int:
    """Ask about files that no scanner has seen, oldest first; how many were seen. Without a scanner none is.

    If it is away, all stay as they are and the next turn asks again.
    """
    if not settings.SHUBBAK_CLAMD:
        return 0
    seen, until = 0, monotonic() + TURN_LASTS
    for document in to_scan().order_by("added_at", "pk").iterator(chunk_size=50):
        try:
            verdict = _verdict(document)
        except ScannerAway as problem:
            _log.warning("the virus scanner is away: %s", problem)
            break
        set_scan(document=document, scan=verdict, at=at)
        seen += 1
        if monotonic() > until:
            break
    return seen


@action
def set_scan(*, document: Document, scan: str, at: datetime) -> None:
    """Write down what the scanner said. The legal time of a deposit never waited for it."""
    changed = Document.objects.filter(pk=document.pk, scan=Document.Scan.PENDING).update(scan=scan)
    document.scan = scan
    if changed and scan == Document.Scan.INFECTED:
        for listener in _listeners:
            listener(document, at)


def _verdict(document: Document) -> str:
    try:
        with open_document(document) as stream:
            return scan(stream, settings.SHUBBAK_CLAMD)
    except FileNotFoundError:
        return Document.Scan.UNSCANNABLE

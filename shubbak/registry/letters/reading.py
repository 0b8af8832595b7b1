"""What is written on papers of letters, read by the worker in a process of its own for each."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic

from shubbak.documents.reading import NoReader, readable_types, said_in
from shubbak.documents.reading.child import Interrupted, Unreadable
from shubbak.registry.letters.actions.read import begin_reading, give_reading_up, keep_said
from shubbak.registry.letters.models import LetterPaper
from shubbak.registry.letters.queries.lines import papers_to_read

TURN_LASTS = 20.0
"""Seconds after which a turn begins no further paper; the next one comes within a minute."""
AT_A_TIME = 100
ReadBefore = Callable[[LetterPaper, datetime], bool]
_read_before: list[ReadBefore] = []


def register_read_before(lay: ReadBefore) -> None:
    """Have a room above say what it read on a paper before that was a letter's; whether it had."""
    _read_before.append(lay)


def read_pending(*, at: datetime) -> int:
    """Read papers that nobody has read, newest first; how many. One that takes too long ends the turn."""
    read, until = 0, monotonic() + TURN_LASTS
    for paper in papers_to_read()[:AT_A_TIME]:
        if monotonic() > until:
            break
        try:
            read += _read(paper, at)
        except Interrupted:
            break
    return read


def _read(paper: LetterPaper, at: datetime) -> bool:
    if any(lay(paper, at) for lay in _read_before):
        return True
    if paper.document.file.media_type not in readable_types():
        give_reading_up(paper=paper, has_reader=False)
        return False
    if not begin_reading(paper=paper):
        return False
    try:
        said = said_in(paper.document)
    except Unreadable as problem:
        give_reading_up(paper=paper, has_reader=not isinstance(problem, NoReader))
        return False
    keep_said(paper=paper, said=said, at=at)
    return True

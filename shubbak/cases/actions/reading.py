"""The text of the papers of files, read by the worker after the deposit, and how a file is found by it."""

import logging
from collections.abc import Collection, Mapping
from datetime import datetime
from time import monotonic

from django.db.models import Sum
from django.db.models.functions import Length

from shubbak.cases.indexing import reindex_case
from shubbak.cases.models import CasePaper, PaperText
from shubbak.cases.queries.reading import papers_to_read
from shubbak.documents.models import Document
from shubbak.documents.reading import NoReader, readable_types, text_of, types_read_whole
from shubbak.documents.reading.child import Interrupted, Unreadable
from shubbak.documents.rules import NOT_PASSED
from shubbak.journal.actions import action
from shubbak.search.context import folded_lines

Reading = CasePaper.Reading
TURN_LASTS = 20.0
"""Seconds after which a turn begins no further paper; the next one comes within a minute."""
MOST_OF_A_FILE = 300_000
"""Characters kept of all papers of a file; those that come after have no room."""
_AT_ONCE = 100
_log = logging.getLogger(__name__)


def read_papers(*, at: datetime) -> int:  # noqa: ARG001  every turn is told its instant
    """Read papers that nobody has read, newest first, one process each; how many were read.

    It goes on where the last turn stopped, so papers from before there was a reader get their turn too. Where
    one was not done in time the machine is busy, and the turn ends.
    """
    read, until = 0, monotonic() + TURN_LASTS
    while monotonic() < until and (papers := list(papers_to_read()[:_AT_ONCE])):
        refused = {paper.pk: why for paper in papers if (why := _why_not(paper.document))}
        set_aside(unread=refused)
        try:
            for paper in papers:
                if paper.pk not in refused and monotonic() < until:
                    read += _read(paper)
        except Interrupted:
            break
    return read


@action
def read_again() -> int:
    """Let papers have their turn that no reader was there for, where one is there now; how many."""
    unread = CasePaper.objects.filter(reading=Reading.NO_READER)
    readable = unread.filter(document__file__media_type__in=types_read_whole())
    return readable.update(reading=Reading.WAITING)


@action
def set_aside(*, unread: Mapping[int, Reading]) -> None:
    """Write down of papers that they are not read, and why."""
    for why in set(unread.values()):
        CasePaper.objects.filter(pk__in=[key for key in unread if unread[key] == why]).update(reading=why)


@action
def begin_reading(*, paper: CasePaper) -> bool:
    """Note a try before it is made: what takes its worker along is tried twice. False: another reads it."""
    after = Reading.AGAIN if paper.reading == Reading.WAITING else Reading.UNREADABLE
    return bool(CasePaper.objects.filter(pk=paper.pk, reading=paper.reading).update(reading=after))


@action
def keep_text(*, paper: CasePaper, text: str) -> None:
    """Keep what is written in a paper; its file is found by it from now on. Nothing, if the paper is gone."""
    state = Reading.READ if text else Reading.EMPTY
    if not CasePaper.objects.filter(pk=paper.pk).update(reading=state):
        return
    others = PaperText.objects.filter(paper__case=paper.case_id).exclude(paper=paper)
    taken = others.aggregate(taken=Sum(Length("text")))["taken"] or 0
    if text := text[: max(0, MOST_OF_A_FILE - taken)]:
        kept = {"text": text, "folded": folded_lines(text)}
        PaperText.objects.update_or_create(paper_id=paper.pk, defaults=kept)
        reindex_case(paper.case_id)


@action
def forget_texts(*, papers: Collection[CasePaper]) -> None:
    """A harmful program was found in them after all: no file is found any more by what they say."""
    forgotten = PaperText.objects.filter(paper__in=papers)
    cases = set(forgotten.values_list("paper__case", flat=True))
    forgotten.delete()
    set_aside(unread={paper.pk: Reading.UNREADABLE for paper in papers})
    for case_id in cases:
        reindex_case(case_id)


def _why_not(document: Document) -> Reading | None:
    if document.scan in NOT_PASSED:
        return Reading.UNREADABLE
    return None if document.file.media_type in readable_types() else Reading.NO_READER


def _read(paper: CasePaper) -> bool:
    """:raises Interrupted: the try is noted, as one that took its worker along."""
    if not begin_reading(paper=paper):
        return False
    try:
        text = text_of(paper.document)
    except Unreadable as problem:
        _log.info("the text of paper %s is not read: %s", paper.pk, problem)
        has_none = isinstance(problem, NoReader)
        set_aside(unread={paper.pk: Reading.NO_READER if has_none else Reading.UNREADABLE})
        return False
    keep_text(paper=paper, text=text)
    return True

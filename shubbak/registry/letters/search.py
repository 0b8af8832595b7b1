"""A letter in the index: its sender, its words, its numbers."""

from datetime import datetime

from shubbak.registry.letters.models import Letter
from shubbak.registry.letters.rules import LetterFacts
from shubbak.search.actions import index

KIND = "letter"
WRITTEN = "letter_written"
"""The long row of a letter: its own words and those of its papers."""


def index_letter(*, letter: Letter, facts: LetterFacts, at: datetime) -> None:
    """Write the words by which a letter is found, with the action under way. Who finds it, queries decide."""
    sender = facts.sender
    index(
        kind=KIND,
        ref=letter.entry_id,
        at=at,
        texts=[facts.subject, facts.reference, sender.city, *facts.enclosures],
        names=[sender.name],
        figures=[sender.phone, facts.reference, facts.national_reference],
    )


def index_written(*, letter: Letter, text: str) -> None:
    """Write the words of its papers too, by which a letter is found where its own words do not suffice."""
    entry, sender = letter.entry, letter.correspondent
    own = entry.subject.words if hasattr(entry, "subject") else ""
    texts = [own, sender.name if sender else "", text]
    index(kind=WRITTEN, ref=entry.pk, at=entry.received_at, texts=texts, names=[], figures=[])

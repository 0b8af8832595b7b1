"""A letter in the index: its sender, its words, its numbers."""

from datetime import datetime

from shubbak.registry.models import Letter
from shubbak.registry.rules import LetterFacts
from shubbak.search.actions import index

KIND = "letter"


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

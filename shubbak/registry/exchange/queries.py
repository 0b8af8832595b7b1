"""What a guest may see: one letter, as far as it is still there, and its papers."""

from datetime import datetime

from django.db.models import QuerySet

from shubbak.people.models import GuestLink
from shubbak.people.queries import guest_link_of, guest_links_about
from shubbak.registry.books.models import Entry
from shubbak.registry.letters.models import Letter, LetterPaper

TASK = "letter"
_SHOWN = (LetterPaper.Role.SCAN, LetterPaper.Role.ENCLOSURE, LetterPaper.Role.SEALED)


def letter_of_guest(token: str, at: datetime) -> tuple[GuestLink, Letter] | None:
    """The link and its letter; None if the link does not stand, or the letter was erased."""
    link = guest_link_of(token, at)
    if link is None or link.task != TASK:
        return None
    whole = Letter.objects.select_related(
        "entry__series__register", "entry__subject", "correspondent", "nature"
    )
    letter = whole.filter(pk=link.about, entry__subject__isnull=False).first()
    return (link, letter) if letter else None


def papers_for_guest(letter: Letter) -> QuerySet[LetterPaper]:
    """The letter and its enclosures; what the house made of them stays in the house."""
    return letter.papers.filter(role__in=_SHOWN).select_related("document__file")


def guests_of(letter: Letter) -> QuerySet[GuestLink]:
    """To whom the letter went by link."""
    return guest_links_about(TASK, letter.pk)


def answer_of_guest(link: GuestLink) -> Entry | None:
    """The entry of the answer that was given by a link."""
    return Entry.objects.select_related("series__register").filter(submission_id=link.pk).first()

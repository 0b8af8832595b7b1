"""Whether a letter has an answer: what stands, not what was annulled."""

from django.db.models import Exists, OuterRef, Q

from shubbak.registry.books.models import EntryEvent
from shubbak.registry.letters.models import Letter


def answered(letter: str) -> Exists:
    """A letter that answers it stands in the books; `letter` names its id from where this is asked."""
    annulled = EntryEvent.objects.filter(entry=OuterRef("entry"), kind=EntryEvent.Kind.ANNULLED)
    return Exists(Letter.objects.filter(~Exists(annulled), in_reply_to=OuterRef(letter)))


def waits(letter: str, path: str = "") -> Q:
    """It asks for an answer, has none, and nobody filed it without one; `path` leads to the letter."""
    asked = {f"{path}due_at__isnull": False, f"{path}settled_because": ""}
    return Q(~answered(letter), **asked)

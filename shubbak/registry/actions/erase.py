"""What the law lets go of an entry: who sent it and what it was about. Its line and its receipt stay."""

from collections.abc import Collection
from uuid import UUID

from shubbak.journal.actions import action
from shubbak.registry.models import EntryParty, EntrySubject


@action
def erase_words(*, entries: Collection[UUID]) -> None:
    """Forget names and subjects; number, day, digest and receipt are never altered."""
    EntryParty.objects.filter(entry__in=entries).delete()
    EntrySubject.objects.filter(entry__in=entries).delete()

"""Letters are packed for the archives, and leave the books of what is due once the archives have them."""

from datetime import datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.registry.books.models import EntryEvent
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.filing.queries import letters_packed, packed_at

ABOUT = "transfer"


@action
def note_transfer(*, letters: int, actor: Actor, at: datetime) -> None:
    """Somebody took a package of letters out of the house."""
    record(what="registry.transfer_packed", about=ABOUT, actor=actor, at=at, facts={"letters": letters})


@action
def note_taken_over(*, reference: str, actor: Actor, at: datetime) -> int:
    """The archives confirm the last package under their reference; how many letters are theirs now.

    What somebody touched since it was packed waits for the next one.

    :raises RegistryRefused: ``reference_missing``, ``nothing_packed``.
    """
    if not reference.strip():
        raise RegistryRefused("reference_missing")
    packed = packed_at()
    letters = letters_packed(packed, at) if packed else []
    if not letters:
        raise RegistryRefused("nothing_packed")
    EntryEvent.objects.bulk_create(
        EntryEvent(
            entry=letter.entry,
            kind=EntryEvent.Kind.ARCHIVED,
            words=reference,
            at=at,
            actor_id=actor.id,
            actor_name=actor.name,
        )
        for letter in letters
    )
    record(
        what="registry.taken_over",
        about=ABOUT,
        actor=actor,
        at=at,
        facts={"letters": len(letters), "reference": reference},
    )
    return len(letters)

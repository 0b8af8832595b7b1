"""Two letters that belong together, whichever answers which."""

from datetime import datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.registry.books.models import EntryEvent
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.letters.models import Letter
from shubbak.registry.letters.queries.lines import letters_linked


@action
def link_letters(*, letter: Letter, other: Letter, actor: Actor, at: datetime) -> None:
    """Note on both that they belong together; the act cannot be taken back, as nothing in a book can.

    :raises RegistryRefused: ``same_letter``, ``linked_already``.
    """
    if letter.pk == other.pk:
        raise RegistryRefused("same_letter")
    if other.pk in {entry.pk for entry in letters_linked(letter).all()}:
        raise RegistryRefused("linked_already")
    EntryEvent.objects.create(
        entry=letter.entry,
        kind=EntryEvent.Kind.LINKED,
        other=other.entry,
        at=at,
        actor_id=actor.id,
        actor_name=actor.name,
    )
    facts = {"to": printed_number(other.entry)}
    record(what="registry.linked", about=printed_number(letter.entry), actor=actor, at=at, facts=facts)

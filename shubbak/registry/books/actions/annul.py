"""What befalls an entry afterwards. The entry itself stays as it was written."""

from datetime import datetime

from django.db import IntegrityError, transaction

from shubbak.foundation.numbering import print_number
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.registry.books.models import Entry, EntryEvent
from shubbak.registry.books.rules import RegistryRefused


@action
def annul(*, entry: Entry, reason: str, actor: Actor, at: datetime) -> EntryEvent:
    """Annul an entry made by mistake: its number stays taken, its line stays readable.

    :raises RegistryRefused: ``reason_missing``, ``already_annulled``.
    """
    if not reason.strip():
        raise RegistryRefused("reason_missing")
    try:
        with transaction.atomic():
            event = _befall(entry, EntryEvent.Kind.ANNULLED, reason, actor, at)
    except IntegrityError as error:
        raise RegistryRefused("already_annulled") from error
    record(what="registry.annulled", about=_printed(entry), actor=actor, at=at, private={"reason": reason})
    return event


@action
def annotate(*, entry: Entry, words: str, actor: Actor, at: datetime) -> EntryEvent:
    """Write an instruction on an entry (annotation, التأشيرة)."""
    event = _befall(entry, EntryEvent.Kind.ANNOTATED, words, actor, at)
    record(what="registry.annotated", about=_printed(entry), actor=actor, at=at, private={"words": words})
    return event


def _befall(entry: Entry, kind: str, words: str, actor: Actor, at: datetime) -> EntryEvent:
    return EntryEvent.objects.create(
        entry=entry, kind=kind, words=words, at=at, actor_id=actor.id, actor_name=actor.name
    )


def _printed(entry: Entry) -> str:
    return print_number(entry.series.register.pattern, entry.number, entry.series.year)

"""What the law lets go of an entry: who sent it and what it was about. Its line and its receipt stay."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from shubbak.documents.actions import erase_documents
from shubbak.journal.actions import action, erase_lines
from shubbak.journal.rules import Actor
from shubbak.notifications.actions import erase_messages
from shubbak.registry.books.models import EntryParty, EntrySubject
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.rules import LOST
from shubbak.registry.circulation.models import Circular, Handover, Instruction
from shubbak.registry.departure.mailing import DEPARTURE
from shubbak.registry.departure.models import Addressee, Draft, Visa
from shubbak.registry.exchange.actions.guests import forget_guests_of
from shubbak.registry.filing.models import LetterHold
from shubbak.registry.letters.models import Correspondent, Letter
from shubbak.registry.letters.search import KIND, WRITTEN
from shubbak.registry.scans.actions.erasing import forget_scans_of
from shubbak.search.actions import forget

NO_WORDS = "—"
_STATED = frozenset({"registry.entered", LOST})
"""Acts whose facts stay: whoever holds the receipt relies on them, and they name nobody."""

Listener = Callable[[Letter, datetime], object]
_listeners: list[Listener] = []


def when_erased(listener: Listener) -> Listener:
    """Have a room above erase what it keeps of a letter, in the same transaction."""
    _listeners.append(listener)
    return listener


@action
def erase_words(*, entries: Collection[UUID]) -> None:
    """Forget names and subjects; number, day, digest and receipt are never altered."""
    EntryParty.objects.filter(entry__in=entries).delete()
    EntrySubject.objects.filter(entry__in=entries).delete()


@action
def erase_letter(*, letter: Letter, actor: Actor, at: datetime) -> None:
    """Erase what a letter says and what was written on it and about it, its papers with their bytes, to whom
    it went, its place in the index, what its journal lines say, and its correspondent, where that wrote and
    is written nothing else and is no standing one. Papers that lie in a file, too, stay there.
    """
    for listener in _listeners:
        listener(letter, at)
    known = _erase_drafts(letter, actor, at)
    _erase_papers(letter, at)
    _erase_rows(letter)
    erase_words(entries=[letter.pk])
    forget_guests_of(letters=[letter.pk])
    forget_scans_of(letters=[letter.pk], at=at)
    for kind in (KIND, WRITTEN):
        forget(kind=kind, ref=letter.pk)
    _forget_correspondents(known | {letter.correspondent_id})
    for about in (printed_number(letter.entry), str(letter.pk)):
        erase_lines(about=about, keep=_STATED, actor=actor, at=at)


def _erase_drafts(letter: Letter, actor: Actor, at: datetime) -> set[int | None]:
    """Of the letter itself, and of answers that were never signed. Gives those to whom they went."""
    unsigned = Q(in_reply_to=letter.pk, letter=None)
    ids = list(Draft.objects.filter(Q(letter=letter) | unsigned).values_list("pk", flat=True))
    drafts, going = Draft.objects.filter(pk__in=ids), Addressee.objects.filter(draft__in=ids)
    erase_messages(kind=DEPARTURE, ids=[str(pk) for pk in going.values_list("pk", flat=True)])
    known: set[int | None] = set(going.values_list("correspondent", flat=True))
    going.delete()
    Visa.objects.filter(draft__in=ids).exclude(words="").update(words=NO_WORDS)
    drafts.filter(letter=None).update(state=Draft.State.WITHDRAWN)
    drafts.update(subject="", body="", enclosures=[], paper=None)
    for pk in ids:
        erase_lines(about=f"draft:{pk}", keep=(), actor=actor, at=at)
    return known


def _erase_papers(letter: Letter, at: datetime) -> None:
    documents = list(letter.papers.values_list("document", flat=True))
    letter.papers.all().delete()
    erase_documents(ids=documents, at=at)


def _erase_rows(letter: Letter) -> None:
    Instruction.objects.filter(letter=letter).update(words=NO_WORDS)
    Circular.objects.filter(letter=letter).update(words="")
    Handover.objects.filter(letter=letter).exclude(reason="").update(reason=NO_WORDS)
    LetterHold.objects.filter(letter=letter).update(reason="", lifted_because="")
    Letter.objects.filter(pk=letter.pk).exclude(settled_because="").update(settled_because=NO_WORDS)
    Letter.objects.filter(pk=letter.pk).update(
        correspondent=None,
        reference="",
        enclosures=[],
        national_portal="",
        national_reference="",
        manifest_nonce=b"",
    )


def _forget_correspondents(ids: set[int | None]) -> None:
    known = [pk for pk in ids if pk is not None]
    found = Correspondent.objects.filter(pk__in=known, is_standing=False)
    addressed = Addressee.objects.values("correspondent")
    found.filter(letters=None).exclude(pk__in=addressed).delete()

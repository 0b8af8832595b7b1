"""What the law lets go of an entry: who sent it and what it was about. Its line and its receipt stay."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from shubbak.documents.actions import erase_documents
from shubbak.journal.actions import action
from shubbak.registry.books.models import EntryParty, EntrySubject
from shubbak.registry.circulation.models import Handover, Instruction
from shubbak.registry.departure.models import Addressee, Draft
from shubbak.registry.exchange.actions.guests import forget_guests_of
from shubbak.registry.letters.models import Correspondent, Letter, LetterPaper
from shubbak.registry.letters.search import KIND, WRITTEN
from shubbak.search.actions import forget

NO_WORDS = "—"


@action
def erase_words(*, entries: Collection[UUID]) -> None:
    """Forget names, subjects, and what the body wrote; number, day, digest and receipt are never altered."""
    EntryParty.objects.filter(entry__in=entries).delete()
    EntrySubject.objects.filter(entry__in=entries).delete()
    Draft.objects.filter(letter__in=entries).update(subject="", body="", enclosures=[])


@action
def erase_letter(*, entry_id: UUID, at: datetime) -> None:
    """Forget a letter whose matter is erased: its words and those written on it, its papers with their bytes,
    its place in the index, and its correspondent, where that wrote nothing else and is no standing one.
    Papers that lie in a file, too, stay there.
    """
    letter = Letter.objects.filter(pk=entry_id).first()
    erase_words(entries=[entry_id])
    forget_guests_of(letters=[entry_id])
    for kind in (KIND, WRITTEN):
        forget(kind=kind, ref=entry_id)
    if letter is None:
        return
    papers = LetterPaper.objects.filter(letter=letter)
    documents = list(papers.values_list("document", flat=True))
    papers.delete()
    erase_documents(ids=documents, at=at)
    Instruction.objects.filter(letter=letter).update(words=NO_WORDS)
    Handover.objects.filter(letter=letter).exclude(reason="").update(reason=NO_WORDS)
    known = letter.correspondent_id
    Letter.objects.filter(pk=entry_id).update(
        correspondent=None, reference="", enclosures=[], national_reference="", manifest_nonce=b""
    )
    written_to = Addressee.objects.values("correspondent")
    alone = Correspondent.objects.filter(id__in=[known] if known else [], is_standing=False, letters=None)
    alone.exclude(pk__in=written_to).delete()

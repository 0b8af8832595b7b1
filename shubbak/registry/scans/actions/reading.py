"""What is written on a part is kept with it, and is the letter's once it is one: nothing is read twice."""

from datetime import datetime

from shubbak.documents.reading import Said
from shubbak.journal.actions import action
from shubbak.registry.letters.actions.read import keep_read, searchable_copy
from shubbak.registry.letters.models import LetterPaper
from shubbak.registry.scans.models import ScanPart

Reading = ScanPart.Reading


@action
def begin_reading_part(*, part: ScanPart) -> bool:
    """Note a try before it is made: what takes its worker along is tried twice. False: another reads it."""
    after = Reading.AGAIN if part.reading == Reading.WAITING else Reading.UNREADABLE
    unread = ScanPart.objects.filter(pk=part.pk, reading=part.reading, document=part.document_id)
    return bool(unread.update(reading=after))


@action
def give_part_reading_up(*, part: ScanPart) -> None:
    """The part proposes nothing; once it is a letter, its papers are asked for themselves."""
    ScanPart.objects.filter(pk=part.pk, document=part.document_id).update(reading=Reading.UNREADABLE)


@action
def keep_part_said(*, part: ScanPart, said: Said, at: datetime) -> None:
    """Unless it became a letter meanwhile, or was bound anew."""
    waiting = ScanPart.objects.filter(pk=part.pk, document=part.document_id, state=ScanPart.State.WAITING)
    held = waiting.select_for_update(of=("self",)).first()
    if held is None or part.document is None:
        return
    held.reading, held.text, held.read_of = Reading.READ, said.text, part.document.file_id
    if said.copy and said.text:
        held.copy = searchable_copy(part.document, said.copy, at)
    held.save(update_fields=["reading", "text", "copy", "read_of"])


@action
def lay_said(*, paper: LetterPaper, at: datetime) -> bool:
    """Give a letter what was read on its scan while that waited; False of another file."""
    mine = ScanPart.objects.filter(entry=paper.letter_id, reading=Reading.READ)
    same = mine.filter(read_of=paper.document.file_id).select_for_update(of=("self",))
    part = same.select_related("copy").first()
    if part is None:
        return False
    keep_read(paper=paper, text=part.text, copy=part.copy, at=at)
    ScanPart.objects.filter(pk=part.pk).update(text="", copy=None, read_of="")
    return True

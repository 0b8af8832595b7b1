"""The stamped copy of a letter's first page, laid beside the scan."""

from datetime import datetime

from shubbak.documents.actions import store_bytes
from shubbak.documents.models import Document
from shubbak.journal.actions import action, record
from shubbak.journal.rules import SYSTEM
from shubbak.registry.books.printing import printed_number
from shubbak.registry.letters.models import Letter, LetterPaper


@action
def keep_stamped(*, letter: Letter, content: bytes, at: datetime) -> None:
    """Keep the copy; the scan stays as it came. Whoever comes second changes nothing."""
    waiting = Letter.objects.filter(pk=letter.pk, stamp=Letter.Stamp.WAITING)
    if not waiting.update(stamp=Letter.Stamp.DONE):
        return
    printed = printed_number(letter.entry)
    document = store_bytes(
        content=content,
        name=f"stamped-{printed.replace('/', '-')}.pdf",
        format_code="pdf",
        at=at,
        direction=Document.Direction.INTERNAL,
        origin="stamp",
    )
    LetterPaper.objects.create(letter=letter, document=document, role=LetterPaper.Role.STAMPED, at=at)
    facts = {"sha256": document.file_id}
    record(what="registry.stamped", about=printed, actor=SYSTEM, at=at, facts=facts)


@action
def give_stamp_up(*, letter: Letter) -> None:
    """Its scan takes no stamp: damaged, closed, of another format."""
    Letter.objects.filter(pk=letter.pk, stamp=Letter.Stamp.WAITING).update(stamp=Letter.Stamp.IMPOSSIBLE)

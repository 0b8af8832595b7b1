"""What names anybody goes once nobody can ask money back: accounts of ended mandates, old files.

It goes by its day alone, with no list and no visa: what was signed and what was collected stays, and names
nobody. What an older backup brings back goes again the next night.
"""

from datetime import date, datetime

from shubbak.documents.actions import erase_documents
from shubbak.journal.actions import action, record
from shubbak.journal.rules import CLOCK
from shubbak.payments.debiting.models import Collection, Mandate
from shubbak.payments.debiting.queries import last_uses
from shubbak.payments.debiting.rules import may_go


@action
def forget_accounts(*, at: datetime, day: date) -> int:
    """Each night; of how many mandates the account went, with its holder and the signed paper."""
    ended = list(Mandate.objects.select_for_update().exclude(sealed="").exclude(ended_on=None).order_by("pk"))
    last = last_uses(ended)
    due = [each for each in ended if each.ended_on and may_go(max(each.ended_on, last[each.pk]), day)]
    papers = [each.paper_id for each in due if each.paper_id]
    for mandate in due:
        mandate.sealed, mandate.name, mandate.bic, mandate.paper = "", "", "", None
        mandate.save(update_fields=["sealed", "name", "bic", "paper"])
        record(what="debits.account_forgotten", about=mandate.reference, actor=CLOCK, at=at)
    erase_documents(ids=papers, at=at)
    return len(due)


@action
def forget_files(*, at: datetime, day: date) -> int:
    """Each night; how many files went. Their fingerprints stay in the journal, their debits here."""
    kept = Collection.objects.select_for_update(of=("self",)).exclude(file=None).order_by("pk")
    due = [each for each in kept if may_go(each.collect_on, day)]
    files = [each.file_id for each in due if each.file_id]
    for collection in due:
        collection.file = None
        collection.save(update_fields=["file"])
        record(what="debits.file_forgotten", about=collection.name, actor=CLOCK, at=at)
    erase_documents(ids=files, at=at)
    return len(due)

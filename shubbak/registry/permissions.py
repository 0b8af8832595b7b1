"""Who may do what in the registry office, for the doors."""

from shubbak.registry.books.permissions import keeps_registers, leads_body, reads_registers, signs_days
from shubbak.registry.circulation.permissions import answers_for, dispatches, instructs, sends_circulars
from shubbak.registry.departure.permissions import drafts_letters, sends_letters, signs_draft, writes_draft
from shubbak.registry.filing.permissions import leads_archives
from shubbak.registry.letters.permissions import opens_letters

__all__ = [
    "answers_for",
    "dispatches",
    "drafts_letters",
    "instructs",
    "keeps_registers",
    "leads_archives",
    "leads_body",
    "opens_letters",
    "reads_registers",
    "sends_circulars",
    "sends_letters",
    "signs_days",
    "signs_draft",
    "writes_draft",
]

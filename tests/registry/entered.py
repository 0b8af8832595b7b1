"""One deposit in a register, for tests of what comes after."""

from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from shubbak.journal.actions import action
from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import declare_register, enter
from shubbak.registry.models import Entry, Register
from shubbak.registry.rules import EntryFacts, RegisterFacts

REGISTER = RegisterFacts("complaints", "complaints", "{n}/{year}", {"ar": "سجل الشكايات"})


def entered(at: datetime) -> Entry:
    """A new entry of the agency's first register, which is that of complaints unless the town has others."""
    entry_id = uuid4()
    register = Register.objects.first() or declare_register(facts=REGISTER, actor=SYSTEM, at=at)
    facts = EntryFacts(
        id=entry_id,
        register=register.code,
        submission_id=uuid4(),
        channel="portal",
        manifest_sha256=sha256(entry_id.bytes).digest(),
        receipt_id=entry_id.bytes[:8],
        at=at,
    )
    action(enter)(facts=facts, actor=SYSTEM)
    return Entry.objects.get(pk=entry_id)

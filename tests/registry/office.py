"""A registry office for tests: its books, a clerk, a letter as it is typed."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from shubbak.journal.rules import SYSTEM
from shubbak.people.models import Staff
from shubbak.registry.actions import declare_nature, declare_register, register_letter
from shubbak.registry.letters.natures import NATURES
from shubbak.registry.models import Entry, Register
from shubbak.registry.rules import Channel, Kind, LetterFacts, RegisterFacts, Sender

BOOKS = (
    ("incoming", "in", "{n}/{year}", False),
    ("outgoing", "out", "ص {n}/{year}", False),
    ("confidential", "in", "س {n}/{year}", True),
)


def open_books(at: datetime) -> None:
    for code, direction, pattern, secret in BOOKS:
        facts = RegisterFacts(code, code, pattern, {"ar": code}, direction, secret)
        declare_register(facts=facts, actor=SYSTEM, at=at)
    for nature in NATURES:
        declare_nature(facts=nature, actor=SYSTEM, at=at)


def clerk(name: str = "زهرة العلوي") -> Staff:
    return Staff.objects.create(email=f"{uuid4().hex}@miyah.example", password="!", name=name)


def letter_facts(**more: Any) -> LetterFacts:
    sender = more.pop("sender", None) or Sender(Kind.CITIZEN, "أحمد العلمي", city="سطات")
    given = {"subject": "طلب ربط بالماء", "channel": Channel.HAND, "nature": "request"}
    return LetterFacts(sender=sender, **(given | more))


def arrived(at: datetime, book: str = "incoming", submission_id: UUID | None = None, **more: Any) -> Entry:
    entry_id = register_letter(
        register=Register.objects.get(code=book),
        facts=letter_facts(**more),
        submission_id=submission_id or uuid4(),
        actor=SYSTEM,
        at=at,
    )
    return Entry.objects.get(pk=entry_id)

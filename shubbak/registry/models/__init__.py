"""Registers and their entries; beside an entry of mail its letter; the closing of days."""

from shubbak.registry.models.circulation import Handover, Instruction
from shubbak.registry.models.day import DayClosing
from shubbak.registry.models.entry import (
    Entry,
    EntryEvent,
    EntryParty,
    EntrySubject,
    Receipt,
    Register,
    Series,
)
from shubbak.registry.models.letter import Correspondent, Letter, LetterPaper, Nature

__all__ = [
    "Correspondent",
    "DayClosing",
    "Entry",
    "EntryEvent",
    "EntryParty",
    "EntrySubject",
    "Handover",
    "Instruction",
    "Letter",
    "LetterPaper",
    "Nature",
    "Receipt",
    "Register",
    "Series",
]

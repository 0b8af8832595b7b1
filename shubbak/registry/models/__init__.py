"""Registers and their entries; beside an entry of mail its letter; drafts of letters; the closing of days."""

from shubbak.registry.models.circular import Circular, ReadReceipt
from shubbak.registry.models.circulation import Handover, Instruction, Slip
from shubbak.registry.models.day import DayClosing
from shubbak.registry.models.departure import Addressee, Draft, LetterModel, Visa
from shubbak.registry.models.entry import (
    Entry,
    EntryEvent,
    EntryParty,
    EntrySubject,
    Receipt,
    Register,
    Series,
)
from shubbak.registry.models.filing import (
    EliminationLine,
    EliminationList,
    FileClass,
    Filing,
    LetterHold,
)
from shubbak.registry.models.letter import Correspondent, Letter, LetterPaper, Nature
from shubbak.registry.models.outage import OutageBlock, OutageSheet

__all__ = [
    "Addressee",
    "Circular",
    "Correspondent",
    "DayClosing",
    "Draft",
    "EliminationLine",
    "EliminationList",
    "Entry",
    "EntryEvent",
    "EntryParty",
    "EntrySubject",
    "FileClass",
    "Filing",
    "Handover",
    "Instruction",
    "Letter",
    "LetterHold",
    "LetterModel",
    "LetterPaper",
    "Nature",
    "OutageBlock",
    "OutageSheet",
    "ReadReceipt",
    "Receipt",
    "Register",
    "Series",
    "Slip",
    "Visa",
]

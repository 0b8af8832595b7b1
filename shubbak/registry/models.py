"""Every table of the registry office; Django finds them here."""

from shubbak.registry.books.models import (
    DayClosing,
    Entry,
    EntryEvent,
    EntryParty,
    EntrySubject,
    Receipt,
    Register,
    Series,
)
from shubbak.registry.circulation.models import Circular, Handover, Instruction, ReadReceipt, Slip
from shubbak.registry.departure.models import Addressee, Draft, LetterModel, Visa
from shubbak.registry.filing.models import EliminationLine, EliminationList, FileClass, Filing, LetterHold
from shubbak.registry.letters.models import Correspondent, Letter, LetterPaper, Nature
from shubbak.registry.outage.models import OutageBlock, OutageSheet
from shubbak.registry.scans.models import ScanBatch, ScanPage, ScanPart

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
    "ScanBatch",
    "ScanPage",
    "ScanPart",
    "Series",
    "Slip",
    "Visa",
]

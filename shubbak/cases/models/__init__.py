"""Tables of the case engine, one file per noun."""

from shubbak.cases.models.asking import Observation, ObservationItem
from shubbak.cases.models.case import Case, CaseEvent, CasePaper, Submission
from shubbak.cases.models.clock import CaseClock, ClockHold
from shubbak.cases.models.draft import Draft, DraftPaper
from shubbak.cases.models.joining import Joining
from shubbak.cases.models.telling import CaseLetter, Correspondence, Decision, LetterNumber, Note, Telling
from shubbak.cases.models.tracking import AccessLink, AccessTry
from shubbak.cases.models.unsent import UnsentAct

__all__ = [
    "AccessLink",
    "AccessTry",
    "Case",
    "CaseClock",
    "CaseEvent",
    "CaseLetter",
    "CasePaper",
    "ClockHold",
    "Correspondence",
    "Decision",
    "Draft",
    "DraftPaper",
    "Joining",
    "LetterNumber",
    "Note",
    "Observation",
    "ObservationItem",
    "Submission",
    "Telling",
    "UnsentAct",
]

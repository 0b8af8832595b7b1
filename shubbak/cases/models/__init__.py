"""Tables of the case engine, one file per noun."""

from shubbak.cases.models.asides import Mention, OpinionRequest
from shubbak.cases.models.asking import Observation, ObservationItem
from shubbak.cases.models.case import Case, CaseEvent, CasePaper, PaperText, Submission
from shubbak.cases.models.clock import CaseClock, ClockHold
from shubbak.cases.models.draft import Draft, DraftPaper
from shubbak.cases.models.filters import SavedFilter
from shubbak.cases.models.incident import Incident, IncidentMember
from shubbak.cases.models.joining import Joining
from shubbak.cases.models.labels import CaseLabel, Label
from shubbak.cases.models.mail import CaseMail
from shubbak.cases.models.telling import CaseLetter, Correspondence, Decision, LetterNumber, Note, Telling
from shubbak.cases.models.tracking import AccessLink, AccessTry
from shubbak.cases.models.unsent import UnsentAct

__all__ = [
    "AccessLink",
    "AccessTry",
    "Case",
    "CaseClock",
    "CaseEvent",
    "CaseLabel",
    "CaseLetter",
    "CaseMail",
    "CasePaper",
    "ClockHold",
    "Correspondence",
    "Decision",
    "Draft",
    "DraftPaper",
    "Incident",
    "IncidentMember",
    "Joining",
    "Label",
    "LetterNumber",
    "Mention",
    "Note",
    "Observation",
    "ObservationItem",
    "OpinionRequest",
    "PaperText",
    "SavedFilter",
    "Submission",
    "Telling",
    "UnsentAct",
]

"""The forms of the desk: each asks for what one act needs, and keeps what was typed when it is refused."""

from shubbak.desk.forms.asides import AnswerOpinionForm, AskOpinionForm, NoteForm, WithdrawOpinionForm
from shubbak.desk.forms.base import ActForm, Given
from shubbak.desk.forms.deposit import BeginForm, ForWhomForm
from shubbak.desk.forms.people import CorrectForm, TellForm, WriteForm, WriteToBodyForm
from shubbak.desk.forms.steps import AskForm, StepForm
from shubbak.desk.forms.work import (
    AssignForm,
    ExtendForm,
    LabelsForm,
    OpinionForm,
    PaperForm,
    ReasonForm,
    SendForm,
)

__all__ = [
    "ActForm",
    "AnswerOpinionForm",
    "AskForm",
    "AskOpinionForm",
    "AssignForm",
    "BeginForm",
    "CorrectForm",
    "ExtendForm",
    "ForWhomForm",
    "Given",
    "LabelsForm",
    "NoteForm",
    "OpinionForm",
    "PaperForm",
    "ReasonForm",
    "SendForm",
    "StepForm",
    "TellForm",
    "WithdrawOpinionForm",
    "WriteForm",
    "WriteToBodyForm",
]

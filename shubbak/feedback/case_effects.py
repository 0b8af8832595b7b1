"""What a file that is erased takes along: the words about its answer. The faces stay, and name nobody."""

from datetime import datetime

from shubbak.cases.extension import register_eraser
from shubbak.cases.models import Case
from shubbak.feedback.actions import forget_words
from shubbak.journal.rules import Actor


def erase(case: Case, actor: Actor, at: datetime) -> None:  # noqa: ARG001 (the shape of every eraser)
    forget_words(case=case)


register_eraser(erase)

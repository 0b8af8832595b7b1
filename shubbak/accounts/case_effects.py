"""What a file that is erased takes along: its place in the accounts where it was kept."""

from datetime import datetime

from shubbak.accounts.actions import forget_file
from shubbak.cases.extension import register_eraser
from shubbak.cases.models import Case
from shubbak.journal.rules import Actor


def erase(case: Case, actor: Actor, at: datetime) -> None:  # noqa: ARG001 (the shape of every eraser)
    forget_file(case=case)


register_eraser(erase)

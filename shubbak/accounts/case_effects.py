"""What a file that is erased takes along: its place in accounts, the mandate that is over with it. And whom
the body writes to about a file under a mandate.
"""

from datetime import datetime

from shubbak.accounts.actions import forget_file, forget_mandate_file
from shubbak.accounts.queries import correspondents_of
from shubbak.cases.extension import register_correspondents, register_eraser
from shubbak.cases.models import Case
from shubbak.journal.rules import Actor


def erase(case: Case, actor: Actor, at: datetime) -> None:  # noqa: ARG001 (the shape of every eraser)
    forget_file(case=case)
    forget_mandate_file(case=case, at=at)


register_eraser(erase)
register_correspondents(correspondents_of)

"""What a file that is erased takes along: why it was held, why its erasure was asked, who opened it, and what
staff sent to its pages after the end of their session.
"""

from datetime import datetime

from shubbak.cases.extension import register_eraser
from shubbak.cases.models import Case
from shubbak.journal.rules import Actor
from shubbak.people.actions import forget_forms_about
from shubbak.privacy.actions import forget_looks, forget_reasons


def erase(case: Case, actor: Actor, at: datetime) -> None:  # noqa: ARG001 (the shape of every eraser)
    forget_reasons(case=case)
    forget_looks(case=case)
    forget_forms_about(name=str(case.pk))


register_eraser(erase)

"""What this room says in messages, and what it erases with a file, known before the first of either."""

from datetime import datetime

from shubbak.cases.extension import register_eraser
from shubbak.cases.models import Case
from shubbak.contact.actions import KIND, forget_words
from shubbak.contact.messages import render_message
from shubbak.journal.rules import Actor
from shubbak.notifications.registry import register_template_source


def erase(case: Case, actor: Actor, at: datetime) -> None:  # noqa: ARG001 (the shape of every eraser)
    forget_words(case=case)


register_template_source(KIND, render_message)
register_eraser(erase)

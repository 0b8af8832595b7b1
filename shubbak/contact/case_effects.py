"""What this room says in messages, where answers go, and what it erases with a file: known beforehand."""

from datetime import datetime

from shubbak.cases.extension import register_eraser
from shubbak.cases.models import Case
from shubbak.contact.actions import KIND, forget_words
from shubbak.contact.intake import actions as intake
from shubbak.contact.intake.messages import render_received, reply_address_of_case
from shubbak.contact.messages import render_message
from shubbak.journal.rules import Actor
from shubbak.notifications.registry import register_reply_address, register_template_source
from shubbak.registry.actions import when_erased
from shubbak.registry.models import Letter


def erase(case: Case, actor: Actor, at: datetime) -> None:
    forget_words(case=case)
    intake.forget_mails(case=case, actor=actor, at=at)


def forget(letter: Letter, at: datetime) -> None:
    intake.forget_letter(letter=letter, at=at)


register_template_source(KIND, render_message)
register_template_source(intake.KIND, render_received)
register_reply_address(reply_address_of_case)
register_eraser(erase)
when_erased(forget)

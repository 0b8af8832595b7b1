"""The guards and effects that the engine itself supplies to packs."""

from shubbak.cases import guards
from shubbak.cases.actions import belonging, effects, joining, transfer
from shubbak.cases.actions.handover import HANDED_OVER
from shubbak.cases.actions.infected import paper_is_infected
from shubbak.cases.charges import actions as charges
from shubbak.cases.charges.queries import KIND
from shubbak.cases.differences import open_about
from shubbak.cases.extension import register_effect, register_guard
from shubbak.cases.handover_notice import render_handover
from shubbak.cases.letters import render_message
from shubbak.cases.queries.mail import letters_in_files
from shubbak.documents.actions import when_infected
from shubbak.notifications.registry import register_template_source
from shubbak.payments.ledger.extension import register_settled
from shubbak.payments.ledger.referring import register_opener
from shubbak.payments.online.extension import register_whole
from shubbak.registry.queries import register_keeper

_STANDING = ("outcome_told", "document", "opinion")
for _name in (
    "reason",
    "answer",
    "result",
    "observations",
    "correction",
    "document",
    "opinion",
    "unit",
    "assignee",
    "body",
    "other_file",
    "incident",
    "outcome_told",
    "within_reopening",
):
    register_guard(_name, getattr(guards, _name), is_standing=_name in _STANDING)

register_guard(charges.PAID, charges.paid, is_standing=True)
register_guard(charges.AMOUNT, charges.amount)

register_effect("move_to", effects.move_to, phase="move")
register_effect("enter_incident", belonging.enter_incident, phase="move")
register_effect("leave_incident", belonging.leave_incident, phase="move")
register_effect("assign", effects.assign, phase="charge")
register_effect("join", joining.join, phase="record")
register_effect("charge", charges.charge, phase="record")
register_effect("uncharge", charges.uncharge, phase="record")
register_effect("refund", charges.refund, phase="record")
register_effect("letter", effects.letter, phase="paper")
register_effect("document", effects.letter, phase="paper")
register_effect("register", effects.register, phase="paper")
register_effect("tell_incident", belonging.tell_incident, phase="tell")
register_effect("notify", effects.notify, phase="tell")
register_effect("forward", transfer.forward, phase="tell")
register_effect("publish", effects.publish, phase="tell")
register_effect("survey", effects.survey, phase="tell")

register_keeper(letters_in_files)
register_settled(KIND, charges.go_on_when_paid)
register_whole(KIND)
when_infected(paper_is_infected)
register_template_source("case", render_message)
register_template_source(HANDED_OVER, render_handover)
register_opener(open_about)

"""The guards and effects that the engine itself supplies to packs."""

from shubbak.cases import guards
from shubbak.cases.actions import effects
from shubbak.cases.extension import register_effect, register_guard
from shubbak.cases.letters import render_message
from shubbak.notifications.registry import register_template_source

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
    "outcome_told",
    "within_reopening",
):
    register_guard(_name, getattr(guards, _name))

register_effect("letter", effects.letter)
register_effect("document", effects.letter)
register_effect("register", effects.register)
register_effect("notify", effects.notify)
register_effect("move_to", effects.move_to)
register_effect("assign", effects.assign)
register_effect("publish", effects.publish)
register_effect("survey", effects.survey)

register_template_source("case", render_message)

"""Clocks have a length, a calendar, a start; what they do when they run out exists."""

import re

from shubbak.catalogue.lint.pad import Pad
from shubbak.catalogue.spec import CLOCK

CALENDARS = frozenset({"agency", "always"})
LENGTH = re.compile(r"^[1-9][0-9]* (calendar_days|working_days|hours|working_hours)$")
MOMENT = re.compile(r"^(0|[+-]?[1-9][0-9]* (calendar_days|working_days|hours|working_hours))$")


def clocks_are_whole(pad: Pad) -> None:
    for clock in pad.spec.clocks.values():
        where = ("clocks", clock.name)
        if not LENGTH.match(clock.length):
            pad.refuse(
                f"the length “{clock.length}” is not understood (such as 10 working_days)", *where, "length"
            )
        if clock.calendar not in CALENDARS:
            pad.refuse(f"the clock “{clock.name}” has no calendar (agency, or always)", *where, "calendar")
        if clock.calendar == "always" and "working" in clock.length:
            pad.refuse("working time is not counted on a clock that always runs", *where, "calendar")
        for moment in (*clock.warn, *(step.at for step in clock.escalate)):
            if not MOMENT.match(moment):
                pad.refuse(f"the moment “{moment}” is not understood (such as -2 working_days)", *where)


def clocks_are_started(pad: Pad) -> None:
    """A clock starts in states that exist and run it; a state runs and holds clocks that exist."""
    spec = pad.spec
    for clock in spec.clocks.values():
        where = ("clocks", clock.name, "starts")
        if not any(clock.name in spec.states[s].clocks for s in clock.starts if s in spec.states):
            pad.refuse(f"nothing starts the clock “{clock.name}”", *where)
        for state in clock.starts:
            if state not in spec.states:
                pad.refuse(f"the clock “{clock.name}” starts in “{state}”, which is no state", *where)
    for state_spec in spec.states.values():
        for name in (*state_spec.clocks, *state_spec.hold):
            if name not in spec.clocks:
                pad.refuse(
                    f"the state “{state_spec.name}” names “{name}”, which is no clock",
                    "states",
                    state_spec.name,
                )


def promises_are_kept(pad: Pad) -> None:
    """The public clock with a condition stands before the one for everybody, and there is one for everybody:
    of those that run the first is promised.
    """
    for_all = pad.spec.public_clock
    names = pad.spec.public_clocks
    for rank, name in enumerate(names):
        where = ("clocks", name, "when")
        if pad.spec.clocks[name].when is None:
            continue
        if for_all is None:
            pad.refuse(f"only files of some answers are promised “{name}”, the others nothing", *where)
        elif rank > names.index(for_all.name):
            pad.refuse(f"“{name}” is never promised: “{for_all.name}” stands before it", *where)


def clocks_escalate(pad: Pad) -> None:
    for clock in pad.spec.clocks.values():
        for rank, escalation in enumerate(clock.escalate):
            where = ("clocks", clock.name, "escalate", rank)
            if escalation.to not in pad.spec.roles:
                pad.refuse(f"“{escalation.to}” is not one of the roles of this pack", *where)
            step = pad.spec.steps.get(escalation.step)
            if escalation.step and (step is None or CLOCK not in step.by):
                pad.refuse(f"the clock may not take the step “{escalation.step}”", *where)
            if escalation.letter and escalation.letter not in pad.spec.letters:
                pad.refuse(f"the clock sends the letter “{escalation.letter}”, which is not there", *where)


def silence_has_its_letter(pad: Pad) -> None:
    for clock in pad.spec.clocks.values():
        if clock.silence.kind != "none" and clock.silence.letter not in pad.spec.letters:
            words = f"the silence rule of the clock “{clock.name}” has no letter"
            pad.refuse(words, "clocks", clock.name, "silence")


def extensions_hold(pad: Pad) -> None:
    """A clock is prolonged in its own unit, by roles of the pack, and the person is told with a letter."""
    for clock in pad.spec.clocks.values():
        if clock.extension is None:
            continue
        where = ("clocks", clock.name, "extension")
        if not LENGTH.match(clock.extension.length) or _unit(clock.extension.length) != _unit(clock.length):
            pad.refuse(f"“{clock.name}” is prolonged by “{clock.extension.length}”, another unit", *where)
        for role in clock.extension.by:
            if role not in pad.spec.roles:
                pad.refuse(f"“{role}” is not one of the roles of this pack", *where)
        letter = pad.spec.letters.get(clock.extension.letter)
        if letter is None or not letter.sms.get("ar"):
            pad.refuse(f"the extension of “{clock.name}” has no letter with its text message", *where)


def _unit(length: str) -> str:
    return length.partition(" ")[2]


RULES = (
    clocks_are_whole,
    clocks_are_started,
    promises_are_kept,
    clocks_escalate,
    silence_has_its_letter,
    extensions_hold,
)

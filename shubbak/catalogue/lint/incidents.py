"""A pack whose files may belong to a mass incident has the whole way: in, told, led along, and out."""

from shubbak.catalogue.lint.pad import Pad
from shubbak.catalogue.spec import Step


def incidents_are_whole(pad: Pad) -> None:
    """Whoever enters is asked which incident, is told with a letter and its news, and may leave again."""
    entries = _steps_with(pad, "enter_incident")
    if len(entries) > 1:
        pad.refuse("only one step enters an incident", "steps", entries[1].name)
    for step in entries:
        _check_entry(pad, step)
    for step in (*_steps_with(pad, "tell_incident"), *_steps_with(pad, "leave_incident")):
        if not entries:
            pad.refuse(f"“{step.name}” speaks of an incident, which no step enters", "steps", step.name)


def _check_entry(pad: Pad, step: Step) -> None:
    where = ("steps", step.name)
    if not step.needs_guard("incident"):
        pad.refuse(f"the step “{step.name}” does not ask which incident (needs: incident)", *where)
    told = next((effect for effect in step.effects if effect.name == "tell_incident"), None)
    if told is None or told.options.get("news") not in pad.spec.letters:
        pad.refuse(f"“{step.name}” names no letters that tell of the incident and its news", *where)
    ways = {state for leave in _steps_with(pad, "leave_incident") for state in leave.sources}
    if step.keeps_state or step.target not in ways:
        pad.refuse(
            f"no step takes a file out of its incident again (leave_incident) from “{step.target}”", *where
        )


def _steps_with(pad: Pad, effect: str) -> list[Step]:
    return [step for step in pad.spec.steps.values() if any(e.name == effect for e in step.effects)]


RULES = (incidents_are_whole,)

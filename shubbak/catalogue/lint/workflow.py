"""States can be reached and left, steps can be taken, guards and effects exist."""

from collections.abc import Iterable

from shubbak.catalogue.lint.pad import Pad
from shubbak.catalogue.spec import Effect, Step
from shubbak.catalogue.spec.workflow import APPLICANT, OUTSIDE_ROLES

MOVES = frozenset({"chosen", "origin"})
ASSIGNS = frozenset({"actor", "chosen", "nobody"})
GIVEN_BY_PERSONS = frozenset({"reason", "answer", "document", "within_reopening"})


def states_exist(pad: Pad) -> None:
    """Steps and the deposit name states that exist, states a public stage that exists."""
    spec = pad.spec
    if spec.initial not in spec.states:
        pad.refuse(f"the deposit enters “{spec.initial}”, which is no state", "deposit", "state")
    for step in spec.steps.values():
        named = [("from", source) for source in step.sources]
        named += [] if step.keeps_state else [("to", step.target)]
        for side, state in named:
            if state not in spec.states:
                pad.refuse(
                    f"the step “{step.name}” names “{state}”, which is no state", "steps", step.name, side
                )
    stages = {stage.code for stage in spec.stage_list}
    for name, place in spec.states.items():
        if place.public not in stages:
            words = f"the state “{name}” shows “{place.public}”, which is no public stage"
            pad.refuse(words, "states", name, "public")


def states_are_reached(pad: Pad) -> None:
    reached = _walk({pad.spec.initial}, pad.spec.steps.values())
    for name in pad.spec.states:
        if pad.spec.initial in pad.spec.states and name not in reached:
            pad.refuse(f"the state “{name}” cannot be reached", "states", name)


def states_are_left(pad: Pad) -> None:
    """Every state is final, or leads in the end to a final one."""
    spec = pad.spec
    ended = {name for name, state in spec.states.items() if state.final}
    grown = True
    while grown:
        more = {
            source
            for step in spec.steps.values()
            if step.target in ended
            for source in step.sources
            if source in spec.states
        }
        grown = not more <= ended
        ended |= more
    for name in spec.states:
        if name not in ended:
            pad.refuse(f"the state “{name}” cannot be left towards an end", "states", name)


def conditions_leave_a_way(pad: Pad) -> None:
    """A state that only steps with a condition leave would keep the files whose answers fulfil none."""
    for name, state in pad.spec.states.items():
        ways = [step for step in pad.spec.open_steps(name) if not step.keeps_state]
        if not state.final and ways and all(step.when for step in ways):
            pad.refuse(f"the state “{name}” is left only by steps with a condition", "states", name)


def steps_are_taken(pad: Pad) -> None:
    """Each step is taken by a role that the pack binds, the applicant, the clock or a partner."""
    for step in pad.spec.steps.values():
        for who in step.by:
            if who not in pad.spec.roles and who not in OUTSIDE_ROLES:
                words = f"nobody may take “{step.name}”: “{who}” is not one of the roles of this pack"
                pad.refuse(words, "steps", step.name, "by")
        if not step.by:
            pad.refuse(f"nobody may take “{step.name}”", "steps", step.name)


def further_steps_have_a_form(pad: Pad) -> None:
    """A step that the person takes on the page of their file says what to write, and needs what can be given
    there.
    """
    for name in {step.name: None for state in pad.spec.states for step in pad.spec.further_steps(state)}:
        step = pad.spec.steps[name]
        for need in step.needs:
            if need.name not in GIVEN_BY_PERSONS:
                pad.refuse(
                    f"the person cannot give what “{name}” needs: “{need.name}”", "steps", name, "needs"
                )
        if not step.invites.get("ar"):
            pad.refuse(f"“{name}” does not say to the person what to write (invites)", "steps", name)


def guards_are_known(pad: Pad) -> None:
    for step in pad.spec.steps.values():
        for rank, need in enumerate(step.needs):
            where = ("steps", step.name, "needs", rank)
            if need.name not in pad.vocabulary.guards:
                pad.refuse(f"nobody supplies the guard “{need.name}”", *where)
            elif need.name == "document" and need.argument not in pad.spec.documents:
                pad.refuse(f"“{need.argument}” is none of the documents of this pack", *where)


def effects_are_known(pad: Pad) -> None:
    for rank, effect in enumerate(pad.spec.deposit.effects):
        _check_effect(pad, effect, ("deposit", "effects", rank))
    for step in pad.spec.steps.values():
        for rank, effect in enumerate(step.effects):
            _check_effect(pad, effect, ("steps", step.name, "effects", rank))


def others_are_named(pad: Pad) -> None:
    """A letter goes to another body (``register: …, to: body``), and a file is joined to another one, only
    where the step asks which one.
    """
    for step in pad.spec.steps.values():
        for rank, effect in enumerate(step.effects):
            where = ("steps", step.name, "effects", rank)
            goes_to = effect.options.get("to", "")
            if goes_to not in ("", "body"):
                pad.refuse(f"“{goes_to}” is nobody whom a letter goes to", *where)
            if effect.name == "join" and not step.needs_guard("other_file"):
                pad.refuse(
                    f"the step “{step.name}” does not ask for the other file (needs: other_file)", *where
                )
            if (goes_to or effect.name == "forward") and not step.needs_guard("body"):
                pad.refuse(f"the step “{step.name}” does not ask for the body (needs: body)", *where)


def results_are_known(pad: Pad) -> None:
    for step in pad.spec.steps.values():
        for result in step.results:
            if result not in pad.spec.results:
                pad.refuse(f"the result “{result}” has no words under results", "steps", step.name, "result")
        if len(step.results) > 1 and not step.needs_guard("result"):
            words = f"the step “{step.name}” offers several results but does not need one (needs: result)"
            pad.refuse(words, "steps", step.name, "result")


def _check_effect(pad: Pad, effect: Effect, where: tuple[str | int, ...]) -> None:
    word = pad.vocabulary.effects.get(effect.name)
    if word is None:
        pad.refuse(f"nobody supplies the effect “{effect.name}”", *where)
        return
    known = _arguments(pad, word.argument)
    if known is not None and effect.argument not in known:
        pad.refuse(f"“{effect.argument}” is not known to the effect “{effect.name}”", *where)
    letter = effect.options.get("letter", "")
    if letter and letter not in pad.spec.letters:
        pad.refuse(f"the letter “{letter}” is not in this pack", *where)
    if effect.name == "notify" and effect.argument == APPLICANT and not letter:
        pad.refuse("a message to the applicant names its letter", *where)


def _arguments(pad: Pad, kind: str) -> set[str] | None:
    spec = pad.spec
    known: dict[str, Iterable[str]] = {
        "letter": spec.letters,
        "document": spec.documents,
        "register": pad.vocabulary.registers,
        "recipient": {*spec.roles, APPLICANT},
        "none": {""},
    }
    return set(known[kind]) if kind in known else None


def _walk(reached: set[str], steps: Iterable[Step]) -> set[str]:
    grown = True
    while grown:
        more = {step.target for step in steps if not step.keeps_state and reached & set(step.sources)}
        grown = not more <= reached
        reached = reached | more
    return reached


RULES = (
    states_exist,
    states_are_reached,
    states_are_left,
    conditions_leave_a_way,
    steps_are_taken,
    further_steps_have_a_form,
    guards_are_known,
    effects_are_known,
    others_are_named,
    results_are_known,
)

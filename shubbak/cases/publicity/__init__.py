"""When the outcome of a file is no secret any more, and what a stranger may know of where it stands."""

from typing import Literal

from shubbak.cases.models import Case
from shubbak.catalogue.spec import ServiceSpec

Standing = Literal["ready", "waiting", "going"]
_OF_THE_PERSON = ("applicant", "payment")
"""What a state waits for, where it is the person who moves next."""


def is_out(case: Case, spec: ServiceSpec) -> bool:
    """The outcome is shown once it was told, or once a letter with it has been made: never before."""
    return bool(case.closed_at or case.told_at) or spec.states[case.state].public in _ending(spec)


def _ending(spec: ServiceSpec) -> set[str]:
    """Public stages that stand between the answer and the end: from there nobody works on the result any
    more.
    """
    steps = [step for step in spec.steps.values() if not step.keeps_state]
    return {
        spec.states[source].public
        for step in steps
        if spec.states[step.target].final and step.needs_guard("outcome_told")
        for source in step.sources
    }


def standing_of(state: str, spec: ServiceSpec) -> Standing:
    """How an open file in this state is called out in a hall: its answer is ready, whatever it says; or it
    waits for its applicant; or it goes its way.
    """
    place = spec.states[state]
    asides = {stage.code for stage in spec.stage_list if stage.aside}
    if place.waits in _OF_THE_PERSON or place.public in asides:
        return "waiting"
    return "ready" if place.public in _ending(spec) else "going"

"""When the outcome of a file is no secret any more."""

from shubbak.cases.models import Case
from shubbak.catalogue.spec import ServiceSpec


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

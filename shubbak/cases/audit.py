"""Sentences about what is wrong with the cases of the current agency; nothing, if all is well."""

from collections.abc import Iterator
from itertools import groupby

from shubbak.cases.models import Case, CaseEvent, CasePaper
from shubbak.catalogue.models import ServiceVersion
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import ServiceSpec, StepClosed

_CHUNK = 2000


def problems() -> Iterator[str]:
    """Clocks and units of open cases, legal histories, papers that are stored."""
    specs = {version.pk: spec_of(version) for version in ServiceVersion.objects.all()}
    yield from _open_cases(specs)
    yield from _histories(specs)
    for paper in CasePaper.objects.filter(document__file=None).select_related("case"):
        yield f"a paper of case {paper.case.number} has no file"


def _open_cases(specs: dict[int, ServiceSpec]) -> Iterator[str]:
    """Each open case has a unit by its foreign key; a clock, where its state runs or holds one that began."""
    open_cases = Case.objects.in_hand().prefetch_related("clocks")
    for case in open_cases.iterator(_CHUNK):
        spec = specs[case.service_version_id]
        place = spec.states[case.state]
        if place.final:
            yield f"case {case.number} is in the final state {case.state} and not closed"
        alive = [clock for clock in case.clocks.all() if clock.ended_at is None]
        ended = {clock.code for clock in case.clocks.all() if clock.ended_at is not None}
        known = (name for name in (*place.clocks, *place.hold) if spec.clocks[name].concerns(case.answers))
        wanted = set(known) - ended
        if wanted and not alive:
            yield f"case {case.number} is open and has no clock"
    for case in Case.objects.exclude(closed_at=None).filter(clocks__ended_at=None).distinct():
        yield f"case {case.number} is closed and a clock of it runs"


def _histories(specs: dict[int, ServiceSpec]) -> Iterator[str]:
    """Walking the steps of a case from its deposit ends in the state where it stands."""
    moves = CaseEvent.objects.filter(what__in=["deposited", "step"]).order_by("case", "id")
    rows = moves.values_list(
        "case__number", "case__service_version", "case__state", "what", "step", "source", "target", "result"
    )
    for (number, version, state), events in groupby(rows.iterator(_CHUNK), key=lambda row: row[:3]):
        why = _illegal(specs[version], state, [row[3:] for row in events])
        if why:
            yield f"the history of case {number} is not legal: {why}"
    for case in Case.objects.exclude(events__what="deposited").only("number"):
        yield f"case {case.number} has no deposit in its history"


def _illegal(spec: ServiceSpec, state: str, events: list[tuple[str, ...]]) -> str:
    here = ""
    for what, step, source, target, result in events:
        if what == "deposited":
            if here or target != spec.initial:
                return f"it was deposited in the state {target}"
            here = target
            continue
        if source != here:
            return f"the step {step} began in {source}, the case stood in {here}"
        try:
            walked = spec.step(source, step, result)
        except StepClosed as closed:
            return str(closed)
        if walked.target != target:
            return f"the step {step} led to {target}"
        here = target
    return "" if here == state else f"it ends in {here}, the case stands in {state}"

"""Whether the person may complain that no answer came in time."""

from datetime import datetime

from shubbak.cases.models import Case
from shubbak.cases.publicity import is_out
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import ClockSpec


def silent_clock(case: Case, at: datetime) -> ClockSpec | None:
    """The promised clock that has run out on an open file without an answer. None where the law draws a claim
    from it, or once the person has complained in this round.
    """
    spec = spec_of(case.service_version)
    if case.closed_at or is_out(case, spec):
        return None
    late = case.clocks.filter(code__in=spec.public_clocks, state="running", due_at__lt=at)
    code = late.order_by("due_at").values_list("code", flat=True).first()
    if code is None or spec.clocks[code].silence.kind == "approval_claim":
        return None
    said = case.events.filter(what="silence_complained", facts__round=case.reopened)
    return None if said.exists() else spec.clocks[code]

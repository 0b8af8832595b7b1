"""Until when the person may complete the file: the clock that runs against them while the body waits."""

from collections.abc import Iterable
from datetime import datetime

from shubbak.cases.models import Case, CaseClock, CaseLetter
from shubbak.catalogue.spec import APPLICANT, ServiceSpec
from shubbak.foundation.reading import rows_where

_OPEN = "this.case_id = %s AND this.code = ANY(%s) AND this.state = 'running' ORDER BY this.due_at"
_SINCE = "this.case_id = %s AND this.code = ANY(%s) AND this.started_at >= %s ORDER BY this.started_at"


def send_until(case: Case, spec: ServiceSpec) -> datetime | None:
    """When what is asked of the person must be there; None where nothing is, or no clock runs for it."""
    return _first(rows_where(CaseClock, _OPEN, [case.pk, _waiting_clocks(spec, {case.state})]))


def send_until_of(case: Case, letter: CaseLetter, spec: ServiceSpec) -> datetime | None:
    """The same as a letter of that day said it: the clock that began with it, ended or not."""
    codes = _waiting_clocks(spec, spec.states)
    return _first(rows_where(CaseClock, _SINCE, [case.pk, codes, letter.at]))


def _waiting_clocks(spec: ServiceSpec, states: Iterable[str]) -> list[str]:
    """Clocks that start where the file waits for its applicant; the body's own, which run on, are not."""
    waiting = [name for name in states if spec.states[name].waits == APPLICANT]
    return sorted({code for name in waiting for code in _started_in(spec, name)})


def _started_in(spec: ServiceSpec, state: str) -> Iterable[str]:
    return (code for code in spec.states[state].clocks if state in spec.clocks[code].starts)


def _first(clocks: Iterable[CaseClock]) -> datetime | None:
    return next((clock.due_at for clock in clocks), None)

"""What a letter says of its time: the date, why it is that one, and until when the file may be opened again.

A file changes after its letters: it is opened again, prolonged, waits. What a letter said stays.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.cases.extension import Occasion
from shubbak.cases.guards import reopen_until
from shubbak.cases.models import Case, CaseClock, CaseLetter, ClockHold
from shubbak.cases.queries.applicant import promise_of_deposit
from shubbak.cases.reckoning import promised, reckon_clock
from shubbak.catalogue.queries import wordings_of
from shubbak.catalogue.spec import ServiceSpec
from shubbak.catalogue.wording import places_in
from shubbak.foundation.localized import pick
from shubbak.foundation.reading import rows_where
from shubbak.foundation.working_time.explanation import explain

_SHOWN_CLOCKS = "this.case_id = %s AND this.code = ANY(%s) ORDER BY this.started_at, this.id"


def time_facts(occasion: Occasion, name: str) -> dict[str, Any]:
    """What a letter keeps of its time when it is made. The reasons of a deposit stand with its promise."""
    case, spec, agency = occasion.case, occasion.spec, current_agency()
    due, until = occasion.promised or case.due_at, reopen_until(case, spec)
    why: Mapping[str, str] = {}
    if occasion.step and _gives_reasons(spec, case.service, name):
        why = {each: _due_reason(case, spec, agency, each, occasion.at) for each in agency.languages}
    return {
        "due_at": due.isoformat() if due else None,
        "until": until.isoformat() if until else None,
        "why": dict(why),
    }


def due_of(case: Case, letter: CaseLetter) -> datetime | None:
    return _instant(letter, "due_at") or case.due_at


def until_of(case: Case, spec: ServiceSpec, letter: CaseLetter) -> datetime | None:
    return _instant(letter, "until") or reopen_until(case, spec)


def due_reason_of(case: Case, spec: ServiceSpec, agency: Agency, language: str, letter: CaseLetter) -> str:
    """Why the date is that one, as the letter said it; reckoned where nothing was kept."""
    why = letter.facts.get("why")
    if not why and letter.at == case.opened_at:
        promise = promise_of_deposit(case)
        why = promise.why if promise else None
    return pick(why, language) if why else _due_reason(case, spec, agency, language, letter.at)


def _instant(letter: CaseLetter, fact: str) -> datetime | None:
    kept = letter.facts.get(fact)
    return datetime.fromisoformat(kept) if kept else None


def _gives_reasons(spec: ServiceSpec, service: str, name: str) -> bool:
    """Whether the letter says why the date is that one, in the words of the pack or of the agency."""
    letter = spec.letters.get(name)
    if letter is None:
        return False
    texts = [*letter.body.values(), *letter.sms.values()]
    texts += [text for own in wordings_of(service, name) for text in (own.body, own.sms)]
    return any("due_reason" in places_in(text) for text in texts)


def _due_reason(case: Case, spec: ServiceSpec, agency: Agency, language: str, at: datetime) -> str:
    clocks = rows_where(CaseClock, _SHOWN_CLOCKS, [case.pk, list(spec.public_clocks)])
    shown = promised(spec, clocks, lambda clock: (clock.code, clock.ended_at))
    if shown is None:
        return ""
    holds = rows_where(ClockHold, "this.clock_id = %s ORDER BY this.started_at, this.id", [shown.pk])
    reckoning = reckon_clock(shown, spec, calendar_of(agency), at, holds)
    return explain(reckoning, language, agency.digits)

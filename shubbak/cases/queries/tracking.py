"""What a person sees of their case: where it is now, until when, why, what is asked, what was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.cases.extension import payables_beside
from shubbak.cases.guards import reopen_until
from shubbak.cases.models import Case
from shubbak.cases.publicity import is_out
from shubbak.cases.queries.bundle import Row, bundle_of
from shubbak.cases.reckoning import promised, reckon_from
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import APPLICANT, ServiceSpec, Stage, Step
from shubbak.foundation.localized import pick
from shubbak.foundation.working_time.explanation import explain
from shubbak.foundation.working_time.holds import Hold
from shubbak.foundation.working_time.length import Length
from shubbak.foundation.working_time.reckoning import Reckoning
from shubbak.foundation.working_time.small_calendar import SmallCalendar, weeks
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.rules import INSTALMENT
from shubbak.people.models import Unit

TOLD_OF_IT = "told_of_it"
"""What the history calls it that the person was told of what waits for them: its facts say the way."""


@dataclass(frozen=True)
class AskedShown:
    """One thing that is asked of the person now."""

    id: int
    requirement: str
    title: str
    words: str
    hint: str
    issued_by: str
    formats: tuple[str, ...]


@dataclass(frozen=True)
class Promise:
    """The public clock: until when the body answers, and why."""

    title: str
    due: datetime
    explanation: str
    calendar: SmallCalendar
    reckoning: Reckoning
    held: bool
    late: bool
    text: str


@dataclass(frozen=True)
class KnownCause:
    """The incident that a file belongs to, as everybody concerned may know it; `files` counts them."""

    words: str
    said_at: datetime
    files: int


@dataclass(frozen=True)
class Charged:
    """A fee of a file: how much, how much of it is left, by when, and under which number it is paid."""

    pk: UUID
    title: str
    reference: str
    amount: int
    left: int
    currency: str
    due_on: date
    is_part: bool = False
    """One of several instalments: paid when it is due, not with the others."""


@dataclass(frozen=True)
class TrackingView:
    """The tracking page as data; all words in one language. Rows are those of `queries.bundle`."""

    case: Case
    spec: ServiceSpec
    number: str
    title: str
    service: str
    stages: tuple[tuple[Stage, datetime | None], ...]
    unit: Unit
    unit_name: str
    promise: Promise | None
    held: bool
    asked: tuple[AskedShown, ...]
    asked_words: str
    asked_id: str
    is_out: bool
    result: str
    reasons: str
    appeal: tuple[str, ...]
    told_of_it: Row | None
    """When and by which way the person was told of what waits for them."""
    events: Sequence[Row]
    papers: Sequence[Row]
    letters: Sequence[Mapping[str, Any]]
    correspondence: Sequence[Row]
    may_answer: bool
    may_withdraw: bool
    may_write: bool
    reopen_until: datetime | None
    survey_open: bool
    silence_claim: bool
    may_complain: bool
    complained_at: datetime | None
    own_steps: tuple[Step, ...]
    joined_to: str
    incident: KnownCause | None
    charges: tuple[Charged, ...]
    waits_for_payment: bool


def tracking_view(case: Case, language: str, at: datetime) -> TrackingView:
    """The case as its applicant sees it. `case` comes with unit and service version; two queries more."""
    spec, agency = spec_of(case.service_version), current_agency()
    bundle = bundle_of(case.pk)
    asked = next((row for row in bundle["observations"] if row["answered_at"] is None), None)
    decided = bundle["decisions"][-1] if case.result and bundle["decisions"] else None
    own_steps = spec.open_steps(case.state, (APPLICANT,), case.answers)
    until = reopen_until(case, spec) if any(step.reopens for step in own_steps) else None
    return TrackingView(
        case=case,
        spec=spec,
        number=case.number,
        title=pick(case.title, language),
        service=pick(spec.title, language),
        stages=_stages(case, spec, bundle["events"]),
        unit=case.unit,
        unit_name=pick(case.unit.name, language),
        promise=_promise(spec, bundle["clocks"], agency, language, at, is_closed=bool(case.closed_at)),
        held=case.held,
        asked=tuple(_asked(row, spec, language) for row in asked["items"]) if asked else (),
        asked_words=asked["words"] if asked else _words_of_payment(case, spec, bundle["letters"]),
        asked_id=asked["id"] if asked else "",
        is_out=bool(case.result) and is_out(case, spec),
        result=pick(spec.results[case.result], language) if case.result in spec.results else "",
        reasons=decided["reasons"] if decided and is_out(case, spec) else "",
        appeal=tuple(pick(way, language) for way in spec.card.appeal),
        told_of_it=_last(bundle["events"], TOLD_OF_IT),
        events=[row for row in bundle["events"] if row["public"]],
        papers=bundle["papers"],
        letters=[_letter(row, spec, language) for row in bundle["letters"]],
        correspondence=bundle["correspondence"],
        may_answer=asked is not None,
        may_withdraw=any(not s.keeps_state and spec.states[s.target].final for s in own_steps),
        may_write=case.closed_at is None,
        reopen_until=until if until and at <= until else None,
        survey_open=any(row["what"] == "survey_opened" for row in bundle["events"]) and bool(case.closed_at),
        silence_claim=_may_claim(case, spec, bundle, at),
        may_complain=_may_complain(case, spec, bundle, at),
        complained_at=_complained_at(case, bundle["events"]),
        own_steps=spec.further_steps(case.state, case.answers),
        joined_to=_joined_to(case, bundle["events"]),
        incident=_known_cause(bundle["incidents"]),
        charges=_charges(case, spec, bundle["charges"], language, at),
        waits_for_payment=spec.states[case.state].waits == "payment",
    )


def _charges(
    case: Case, spec: ServiceSpec, rows: Sequence[Row], language: str, at: datetime
) -> tuple[Charged, ...]:
    """Its fees and, while it waits for a payment, what else is to be paid first."""
    beside = payables_beside(case, at) if spec.states[case.state].waits == "payment" else []
    return (
        *(_charged(row, language) for row in rows),
        *(_owed(payable, language) for payable in beside),
    )


def _owed(payable: Payable, language: str) -> Charged:
    return Charged(
        pk=payable.pk,
        title=pick(payable.words, language),
        reference=payable.reference,
        amount=payable.amount,
        left=payable.left,
        currency=payable.currency,
        due_on=payable.due_on,
        is_part=payable.kind == INSTALMENT,
    )


def _charged(row: Row, language: str) -> Charged:
    return Charged(
        pk=UUID(row["id"]),
        title=pick(row["words"], language),
        reference=row["reference"],
        amount=row["amount"],
        left=row["left"],
        currency=row["currency"],
        due_on=date.fromisoformat(row["due_on"]),
    )


def _known_cause(rows: Sequence[Row]) -> KnownCause | None:
    going_on = [row for row in rows if row["over_at"] is None]
    if not going_on:
        return None
    return KnownCause(going_on[-1]["words"], going_on[-1]["said_at"], going_on[-1]["files"])


def _joined_to(case: Case, events: Sequence[Row]) -> str:
    """The number of the file that goes on for this one too; its number and nothing else of it."""
    rows = [row["facts"] for row in events if row["what"] == "joined"]
    return str(rows[-1]["into"]) if rows and rows[-1]["round"] == case.reopened else ""


def _last(events: Sequence[Row], what: str) -> Row | None:
    return next((row for row in reversed(events) if row["what"] == what), None)


def _words_of_payment(case: Case, spec: ServiceSpec, letters: Sequence[Row]) -> str:
    """What was written of the payment that the file waits for: how much, and how."""
    if spec.states[case.state].waits != "payment":
        return ""
    written = [row["answer"] for row in letters if row["state"] == case.state and row["answer"]]
    return str(written[-1]) if written else ""


def _stages(
    case: Case, spec: ServiceSpec, events: Sequence[Row]
) -> tuple[tuple[Stage, datetime | None], ...]:
    """The public stages, each with the instant at which it was reached."""
    reached: dict[str, datetime] = {}
    for row in events:
        if row["target"] in spec.states:
            reached.setdefault(spec.states[row["target"]].public, row["at"])
    visited = [row["target"] for row in events if row["target"] in spec.states]
    result = case.result if is_out(case, spec) else ""
    return tuple((stage, reached.get(stage.code)) for stage in spec.stages(case.state, result, visited))


def _promise(
    spec: ServiceSpec, clocks: Sequence[Row], agency: Agency, language: str, at: datetime, *, is_closed: bool
) -> Promise | None:
    """Until when the body answers; nothing while its clock has ended and the file goes on (a payment)."""
    row = promised(spec, clocks, lambda row: (row["code"], row["ended_at"]))
    if row is None or (row["ended_at"] and not is_closed):
        return None
    clock = spec.clocks[row["code"]]
    reckoning = _reckoned(spec, row, agency, row["ended_at"] or at)
    return Promise(
        title=pick(clock.title, language),
        due=reckoning.due,
        explanation=explain(reckoning, language, agency.digits),
        calendar=weeks(reckoning),
        reckoning=reckoning,
        held=row["state"] == "held",
        late=row["state"] == "lapsed" or (row["state"] == "running" and at > reckoning.due),
        text=pick(clock.text, language),
    )


def _reckoned(spec: ServiceSpec, row: Row, agency: Agency, at: datetime) -> Reckoning:
    started = row["started_at"]
    holds = [Hold(h["started_at"], h["ended_at"]) for h in row["holds"] or () if h["started_at"] >= started]
    length = Length.parse(row["length"])
    if row["extended"]:
        length = Length(length.amount + Length.parse(row["extended"]).amount, length.unit)
    clock = spec.clocks[row["code"]]
    return reckon_from(clock, calendar_of(agency), started, str(length), at, holds)


def _asked(row: Row, spec: ServiceSpec, language: str) -> AskedShown:
    named = spec.documents.get(row["requirement"])
    return AskedShown(
        id=row["id"],
        requirement=row["requirement"],
        title=pick(named.title if named else row["title"], language),
        words=row["words"],
        hint=pick(named.hint, language) if named else "",
        issued_by=pick(named.issued_by, language) if named else "",
        formats=named.formats if named else (),
    )


def _letter(row: Row, spec: ServiceSpec, language: str) -> dict[str, Any]:
    """`paper` is empty for letters that are messages only."""
    named = spec.letters.get(row["name"])
    document = spec.documents.get(row["name"])
    title = named.title if named else document.title if document else {}
    paper = named.paper if named else document.paper if document else ""
    return {**row, "title": pick(title, language), "paper": paper}


def _may_claim(case: Case, spec: ServiceSpec, bundle: Mapping[str, Sequence[Row]], at: datetime) -> bool:
    if case.closed_at or case.result or any(row["what"] == "silence_claimed" for row in bundle["events"]):
        return False
    return any(
        row["state"] == "running" and row["due_at"] < at
        for row in bundle["clocks"]
        if spec.clocks[row["code"]].silence.kind == "approval_claim"
    )


def _complained_at(case: Case, events: Sequence[Row]) -> datetime | None:
    rows = [row for row in events if row["what"] == "silence_complained"]
    return rows[-1]["at"] if rows and rows[-1]["facts"]["round"] == case.reopened else None


def _may_complain(case: Case, spec: ServiceSpec, bundle: Mapping[str, Sequence[Row]], at: datetime) -> bool:
    """As `queries.silence.silent_clock`, of rows that are there already."""
    if case.closed_at or is_out(case, spec) or _complained_at(case, bundle["events"]):
        return False
    late = [row for row in bundle["clocks"] if row["state"] == "running" and row["due_at"] < at]
    shown = [spec.clocks[row["code"]] for row in late if row["code"] in spec.public_clocks]
    return any(clock.silence.kind != "approval_claim" for clock in shown)

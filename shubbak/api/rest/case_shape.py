"""A case as its applicant sees it: the same facts as the tracking page, in one language."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import get_language
from ninja import Schema

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.api.links import case_address, tracking_page
from shubbak.api.rest.deposits import instant
from shubbak.api.shapes import Instant, Links
from shubbak.cases.models import Case
from shubbak.cases.queries import TrackingView, tracking_view
from shubbak.cases.queries.tracking import Promise
from shubbak.feedback.queries import may_rate
from shubbak.foundation.localized import pick
from shubbak.foundation.working_time.counted_days import CountedDay


class StageShown(Schema):
    code: str
    title: str
    mark: Literal["done", "now", "next"]
    note: str
    reached_at: Instant | None


class WhereShown(Schema):
    """The unit that holds the file now, and how to reach it."""

    unit: str
    phones: list[str]
    place: str


class DayShown(Schema):
    """One day of the count; `rank` is its place in it, `name` that of a holiday."""

    day: str
    kind: str
    rank: int | None
    name: str


class DueShown(Schema):
    """Until when the body answers, and why. `days` is empty for delays of many weeks."""

    title: str
    at: Instant
    explanation: str
    held: bool
    late: bool
    text: str
    days: list[DayShown]


class AskedItemShown(Schema):
    id: int
    requirement: str
    title: str
    words: str
    hint: str
    issued_by: str
    formats: list[str]


class ObservationShown(Schema):
    """What the body asks of the person. It is asked once."""

    id: UUID
    words: str
    items: list[AskedItemShown]
    links: Links


class PaperShown(Schema):
    id: UUID
    title: str
    name: str
    direction: str
    media_type: str
    size: int
    added_at: Instant
    links: Links


class LetterShown(Schema):
    """A paper that the body wrote: an answer, a decision. `number` is that of its register, if it has one."""

    id: UUID
    title: str
    number: str
    at: Instant
    links: Links


class MessageShown(Schema):
    """`direction`: `in` from the person, `out` from the body."""

    direction: Literal["in", "out"]
    author: str
    words: str
    at: Instant


class DecisionShown(Schema):
    result: str
    reasons: str
    appeal: list[str]


class CaseShown(Schema):
    """A case. `links` holds the acts that are open now, and no others."""

    number: str
    service: str
    service_title: str
    title: str
    received_at: Instant
    closed_at: Instant | None
    held: bool
    stages: list[StageShown]
    where: WhereShown
    due: DueShown | None
    observations: list[ObservationShown]
    papers: list[PaperShown]
    letters: list[LetterShown]
    messages: list[MessageShown]
    decision: DecisionShown | None
    reopen_until: Instant | None
    links: Links


def case_shown(case: Case, at: datetime) -> CaseShown:
    """The case in the language of the answer. `case` comes as `opened_case` gives it."""
    language, agency = get_language() or "ar", current_agency()
    view = tracking_view(case, language, at)
    return CaseShown(
        number=view.number,
        service=case.service,
        service_title=view.service,
        title=view.title,
        received_at=instant(case.opened_at, agency),
        closed_at=_instant(case.closed_at, agency),
        held=view.held,
        stages=[_stage(stage, reached, language, agency) for stage, reached in view.stages],
        where=_where(view, language, agency),
        due=_due(view.promise, language, agency) if view.promise else None,
        observations=_observations(view),
        papers=[_paper(case, row, language, agency) for row in view.papers],
        letters=[_letter(case, row, agency) for row in view.letters if _is_printed(row, view)],
        messages=[_message(row, agency) for row in view.correspondence],
        decision=_decision(view),
        reopen_until=_instant(view.reopen_until, agency),
        links=dict(_links(view)),
    )


def _instant(moment: datetime | None, agency: Agency) -> str | None:
    return instant(moment, agency) if moment else None


def _stage(stage: Any, reached: datetime | None, language: str, agency: Agency) -> StageShown:
    return StageShown(
        code=stage.code,
        title=pick(stage.title, language),
        mark=stage.mark,
        note=pick(stage.note, language),
        reached_at=_instant(reached, agency),
    )


def _where(view: TrackingView, language: str, agency: Agency) -> WhereShown:
    phones = [str(line["number"]) for line in view.unit.phones or agency.phones]
    return WhereShown(unit=view.unit_name, phones=phones, place=pick(view.unit.place, language))


def _due(promise: Promise, language: str, agency: Agency) -> DueShown:
    days = [day for week in promise.calendar.weeks for day in week if day.kind != "outside"]
    return DueShown(
        title=promise.title,
        at=instant(promise.due, agency),
        explanation=promise.explanation,
        held=promise.held,
        late=promise.late,
        text=promise.text,
        days=[_day(day, language) for day in days],
    )


def _day(day: CountedDay, language: str) -> DayShown:
    name = pick(day.name, language) if day.name else ""
    return DayShown(day=day.day.isoformat(), kind=day.kind, rank=day.rank, name=name)


def _observations(view: TrackingView) -> list[ObservationShown]:
    if not view.may_answer:
        return []
    items = [
        AskedItemShown(
            id=item.id,
            requirement=item.requirement,
            title=item.title,
            words=item.words,
            hint=item.hint,
            issued_by=item.issued_by,
            formats=list(item.formats),
        )
        for item in view.asked
    ]
    answer = case_address(view.case, "observations", view.asked_id, "answer")
    asked = UUID(str(view.asked_id))
    return [ObservationShown(id=asked, words=view.asked_words, items=items, links={"answer": answer})]


def _paper(case: Case, row: Any, language: str, agency: Agency) -> PaperShown:
    return PaperShown(
        id=row["document"],
        title=pick(row["title"], language) or row["name"],
        name=row["name"],
        direction=row["direction"],
        media_type=row["media_type"],
        size=row["size"],
        added_at=instant(row["added_at"], agency),
        links={"self": case_address(case, "papers", row["document"])},
    )


def _is_printed(row: Any, view: TrackingView) -> bool:
    """As on the tracking page: a decision only once it is out."""
    return bool(row["paper"]) and (row["paper"] != "decision" or view.is_out)


def _letter(case: Case, row: Any, agency: Agency) -> LetterShown:
    return LetterShown(
        id=row["id"],
        title=row["title"],
        number=row["number"] or "",
        at=instant(row["at"], agency),
        links={"pdf": case_address(case, "letters", f"{row['id']}.pdf")},
    )


def _message(row: Any, agency: Agency) -> MessageShown:
    author = row["by_name"] if row["direction"] == "out" else ""
    return MessageShown(
        direction=row["direction"], author=author, words=row["words"], at=instant(row["at"], agency)
    )


def _decision(view: TrackingView) -> DecisionShown | None:
    if not view.result or not (view.reasons or view.case.closed_at):
        return None
    return DecisionShown(result=view.result, reasons=view.reasons, appeal=list(view.appeal))


def _links(view: TrackingView) -> Iterator[tuple[str, str]]:
    case = view.case
    yield "self", case_address(case)
    yield "receipt", case_address(case, "receipt.pdf")
    yield "verification", case_address(case, "receipt")
    yield "tracking", tracking_page(case)
    acts = {
        "observations": view.may_answer,
        "papers": view.may_write,
        "messages": view.may_write,
        "withdrawal": view.may_withdraw,
        "silence": view.silence_claim,
        "ratings": may_rate(case),
        "reopening": view.reopen_until is not None,
    }
    for name, is_open in acts.items():
        if is_open:
            yield name, case_address(case, name)

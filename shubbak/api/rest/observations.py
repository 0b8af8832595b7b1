"""Observations: what the body asks of the person, once, and the answer to it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext
from ninja import Router, Schema
from pydantic import Field

from shubbak.api.limits import ACTS, count
from shubbak.api.opening import APPLICANT, opened_case
from shubbak.api.problems import FieldError, Problem
from shubbak.api.rest.case_shape import CaseShown, ObservationShown, case_shown
from shubbak.api.rest.uploads import PaperGiven, checked_papers
from shubbak.api.shapes import Incoming
from shubbak.cases.actions import answer_observation
from shubbak.cases.queries import TrackingView, tracking_view
from shubbak.cases.rules import AnswerItem

router = Router(tags=["observations"])


class ItemAnswered(Incoming):
    """The answer to one asked item: words, uploaded files, or both."""

    item: int
    words: Annotated[str, Field(max_length=5000)] = ""
    papers: Annotated[list[UUID], Field(max_length=20)] = []


class AnswerGiven(Incoming):
    items: Annotated[list[ItemAnswered], Field(max_length=50)] = []
    words: Annotated[str, Field(max_length=5000)] = ""


class ObservationList(Schema):
    observations: list[ObservationShown]


@router.get(
    "/cases/{number}/observations",
    response=ObservationList,
    operation_id="list_observations",
    summary="What is asked now",
)
def list_observations(request: HttpRequest, number: str) -> ObservationList:
    at = timezone.now()
    return ObservationList(observations=case_shown(opened_case(request, number, at), at).observations)


@router.post(
    "/cases/{number}/observations/{uuid:observation}/answer",
    response=CaseShown,
    operation_id="answer_observation",
    summary="Answer what was asked",
)
def answer(request: HttpRequest, number: str, observation: UUID, body: AnswerGiven) -> CaseShown:
    """The clock that stood still runs again. Answer all items at once: it is asked once."""
    count(request, ACTS)
    at = timezone.now()
    case = opened_case(request, number, at)
    view = tracking_view(case, get_language() or "ar", at)
    if str(observation) != str(view.asked_id):
        raise Problem("not-found" if not view.asked_id else "refused", reason="nothing_asked")
    answers = _answers(view, body.items, at)
    answer_observation(case=case, actor=APPLICANT, at=at, answers=answers, words=body.words.strip())
    return case_shown(opened_case(request, number, at), at)


def _answers(view: TrackingView, items: Sequence[ItemAnswered], at: datetime) -> list[AnswerItem]:
    asked = {item.id: item for item in view.asked}
    unknown = [
        FieldError(f"/items/{rank}/item", "item", gettext("This item is not asked, or twice in this answer."))
        for rank, given in enumerate(items)
        if given.item not in asked or given.item in [other.item for other in items[:rank]]
    ]
    if unknown:
        raise Problem("invalid", errors=unknown)
    for rank, given in enumerate(items):
        wanted = asked[given.item].requirement
        named = [PaperGiven.model_construct(document=paper, requirement=wanted) for paper in given.papers]
        checked_papers(view.spec, named, at, f"/items/{rank}/papers")
    return [AnswerItem(given.item, given.words.strip(), tuple(given.papers)) for given in items]

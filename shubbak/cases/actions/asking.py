"""Asking the person for what is missing, once, and taking what they send."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from shubbak.cases.actions.advance import advance, load
from shubbak.cases.actions.effects import notify_in_charge
from shubbak.cases.actions.history import remember
from shubbak.cases.models import Case, CasePaper, Observation, ObservationItem
from shubbak.cases.permissions import heads, roles_of_actor, works_on
from shubbak.cases.rules import AnswerItem, AskedItem, PaperFacts, Refused, StepFacts
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import APPLICANT, Step
from shubbak.documents.models import Document
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor


@action
def ask_for_papers(
    *,
    case: Case,
    items: Sequence[AskedItem],
    actor: Actor,
    at: datetime,
    words: str = "",
    reason: str = "",
) -> Observation:
    """Ask for what is missing, item by item. The clocks that the pack holds stand still until it comes.

    Law 55-19, principle 8: once per case. A second time only the head of the unit may, with a `reason`.

    An information paper may follow and stops no clock: it is never among what is asked.

    :raises Refused: ``information_paper``, ``asked_before``, ``step_closed``, ``not_yours``,
        ``guard:observations``.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    fresh = load(case)
    papers = spec_of(fresh.service_version).documents
    if any(item.requirement in papers and papers[item.requirement].role != "main" for item in items):
        raise Refused("information_paper")
    if fresh.papers_asked and not (reason.strip() and heads(fresh, roles_of_actor(actor, at))):
        raise Refused("asked_before")
    step = step_needing(fresh, "observations")
    asked = Observation.objects.create(
        case=fresh,
        round=fresh.papers_asked + 1,
        words=words,
        reason=reason,
        asked_at=at,
        asked_by=actor.id,
        asked_by_name=actor.name,
    )
    ObservationItem.objects.bulk_create(
        ObservationItem(
            observation=asked, requirement=item.requirement, title=dict(item.title), words=item.words
        )
        for item in items
    )
    facts = StepFacts(reason=reason or words, items=tuple(items))
    advanced = advance(case=fresh, step=step.name, actor=actor, at=at, facts=facts)
    Case.objects.filter(pk=advanced.pk).update(papers_asked=asked.round)
    return asked


@action
def answer_observation(
    *,
    case: Case,
    actor: Actor,
    at: datetime,
    answers: Sequence[AnswerItem] = (),
    words: str = "",
) -> Case:
    """The person sends what was asked; the clocks run again, or anew where the pack says so.

    :raises Refused: ``nothing_asked``, ``guard:correction``, ``changed_meanwhile``.
    """
    fresh = load(case)
    asked = fresh.observations.filter(answered_at=None).prefetch_related("items").first()
    if asked is None:
        raise Refused("nothing_asked")
    step = step_needing(fresh, "correction", by=APPLICANT)
    facts = StepFacts(answer=words, answers=tuple(answers))
    advanced = advance(case=fresh, step=step.name, actor=actor, at=at, facts=facts)
    for item in asked.items.all():
        given = next((answer for answer in answers if answer.item_id == item.pk), None)
        if given is not None:
            _take_item(advanced, item, given, at)
    Observation.objects.filter(pk=asked.pk).update(answered_at=at, answer=words)
    return advanced


@action
def add_paper(*, case: Case, paper: PaperFacts, actor: Actor, at: datetime, public: bool = True) -> CasePaper:
    """Lay one more paper into an open file: by the person, or by staff who work on it.

    :raises Refused: ``closed``, ``not_yours``.
    """
    fresh = load(case)
    if fresh.closed_at:
        raise Refused("closed")
    if actor.kind == "staff" and not works_on(fresh, roles_of_actor(actor, at), actor):
        raise Refused("not_yours")
    direction = "in" if actor.kind == "applicant" else _direction(fresh, paper.requirement)
    laid = lay(fresh, paper.document_id, paper.requirement, direction, at, public=public)
    remember(fresh, "paper", actor=actor, at=at, public=public, facts={"sha256": laid.document.file_id})
    if actor.kind == "applicant":
        notify_in_charge(fresh, "paper", actor, at)
    return laid


def step_needing(case: Case, guard: str, by: str = "") -> Step:
    """The open step that needs a guard; of the applicant only, if asked.

    :raises Refused: ``step_closed``.
    """
    spec = spec_of(case.service_version)
    for step in spec.open_steps(case.state, (by,) if by else None, case.answers):
        if step.needs_guard(guard):
            return step
    raise Refused("step_closed", step=guard, state=case.state)


def _take_item(case: Case, item: ObservationItem, given: AnswerItem, at: datetime) -> None:
    for document_id in given.papers:
        lay(case, document_id, item.requirement, "in", at, item=item)
    ObservationItem.objects.filter(pk=item.pk).update(answer=given.words, answered_at=at)


def lay(
    case: Case,
    document_id: UUID,
    requirement: str,
    direction: str,
    at: datetime,
    *,
    item: ObservationItem | None = None,
    public: bool = True,
) -> CasePaper:
    """Lay a stored document into a file, under the title that the pack gives it."""
    document = Document.objects.get(pk=document_id)
    named = spec_of(case.service_version).documents.get(requirement)
    return CasePaper.objects.create(
        case=case,
        document=document,
        requirement=requirement,
        direction=direction,
        title=dict(named.title) if named else {"ar": document.title or document.name},
        item=item,
        public=public,
        added_at=at,
    )


def _direction(case: Case, requirement: str) -> str:
    named = spec_of(case.service_version).documents.get(requirement)
    return named.direction if named else "internal"

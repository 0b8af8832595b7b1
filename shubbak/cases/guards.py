"""The engine's own guards: what a step needs before it may be taken."""

from datetime import datetime
from zoneinfo import ZoneInfo

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.cases.extension import Occasion
from shubbak.cases.models import Case, CasePaper, Decision, Telling
from shubbak.cases.permissions import heads, roles_of_actor
from shubbak.cases.rules import Tried, is_told
from shubbak.catalogue.spec import ServiceSpec
from shubbak.foundation.working_time.length import Length
from shubbak.foundation.working_time.reckoning import reckon
from shubbak.notifications.models import Message
from shubbak.people.models import Staff, Unit

_KNOWN = {Message.State.DEAD: False, Message.State.SENT: True}


def reason(occasion: Occasion, _argument: str) -> bool:
    return bool(occasion.facts.reason.strip())


def answer(occasion: Occasion, _argument: str) -> bool:
    """The written answer comes with the step, or was given with the decision of this round."""
    return bool(occasion.facts.answer.strip()) or answer_given(occasion.case)


def answer_given(case: Case) -> bool:
    """Whether a decision of the present round has its reasons in writing."""
    return Decision.objects.filter(case=case, round=case.reopened).exclude(reasons="").exists()


def result(occasion: Occasion, _argument: str) -> bool:
    return bool(occasion.result)


def observations(occasion: Occasion, _argument: str) -> bool:
    """Item by item, and once per case: asking again takes the reason of the head (law 55-19, principle 8)."""
    items = occasion.facts.items
    if not items or any(not (item.requirement or item.title or item.words) for item in items):
        return False
    if not occasion.case.papers_asked:
        return True
    roles = roles_of_actor(occasion.actor, occasion.at)
    return bool(occasion.facts.reason.strip()) and heads(occasion.case, roles)


def correction(occasion: Occasion, _argument: str) -> bool:
    return bool(occasion.facts.answers or occasion.facts.papers or occasion.facts.answer.strip())


def document(occasion: Occasion, argument: str) -> bool:
    """The paper is on the file, or comes with this step."""
    if any(paper.requirement == argument for paper in occasion.facts.papers):
        return True
    case = occasion.case
    if case.papers.filter(requirement=argument).exists() or _on_the_lead(occasion, argument):
        return True
    return case.letters.filter(name=argument).exists()


def _on_the_lead(occasion: Occasion, argument: str) -> bool:
    """A paper of the body on the lead of an incident holds for its other files; a person's never does."""
    lead, paper = occasion.facts.alongside, occasion.spec.documents.get(argument)
    if lead is None or paper is None or paper.direction == "in":
        return False
    return CasePaper.objects.filter(case=lead, requirement=argument).exists()


def incident(occasion: Occasion, _argument: str) -> bool:
    """An incident is named; whether the file may enter it is the effect's to say (`actions.belonging`)."""
    return occasion.facts.incident is not None


def opinion(occasion: Occasion, argument: str) -> bool:
    return occasion.case.events.filter(what="opinion", facts__name=argument).exists()


def unit(occasion: Occasion, _argument: str) -> bool:
    return bool(occasion.facts.unit) and Unit.objects.filter(code=occasion.facts.unit).exists()


def assignee(occasion: Occasion, _argument: str) -> bool:
    wanted = occasion.facts.assignee
    return wanted is not None and Staff.objects.filter(pk=wanted, is_active=True).exists()


def body(occasion: Occasion, _argument: str) -> bool:
    named = occasion.facts.body
    return named is not None and bool(named.name.strip())


def other_file(occasion: Occasion, _argument: str) -> bool:
    """The number of the file that goes on; whether it may is the effect's to say (`actions.joining`)."""
    return bool(occasion.facts.other_file.strip())


def outcome_told(occasion: Occasion, _argument: str) -> bool:
    """One try reached the person, a written answer left, or three tries failed on two days."""
    told = was_told(occasion.case)
    if told and occasion.case.told_at is None:
        occasion.case.told_at = occasion.at
    return told


def within_reopening(occasion: Occasion, _argument: str) -> bool:
    until = reopen_until(occasion.case, occasion.spec)
    return until is not None and occasion.at <= until


def was_told(case: Case) -> bool:
    """Whether the outcome of the present round counts as told."""
    zone = ZoneInfo(current_agency().zone)
    tellings = list(case.tellings.filter(round=case.reopened))
    sent = _outcomes(tellings)
    return is_told(
        Tried(
            day=telling.at.astimezone(zone).date(),
            reached=sent.get(str(telling.message_id)) if telling.message_id else telling.reached,
        )
        for telling in tellings
    )


def reopen_until(case: Case, spec: ServiceSpec) -> datetime | None:
    """Until when the person may re-open a closed case; None if it is open or the pack has no such time."""
    if case.closed_at is None or spec.survey is None or not spec.survey.reopen_within:
        return None
    length = Length.parse(spec.survey.reopen_within)
    return reckon(calendar_of(current_agency()), case.closed_at, length).due


def _outcomes(tellings: list[Telling]) -> dict[str, bool | None]:
    ids = [telling.message_id for telling in tellings if telling.message_id]
    states = Message.objects.filter(pk__in=ids).values_list("pk", "state") if ids else ()
    return {str(identity): _KNOWN.get(Message.State(state)) for identity, state in states}

"""Asking another unit for its opinion. The file stays where it is, and its clocks run on."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions.advance import load
from shubbak.cases.actions.desk import require_work
from shubbak.cases.actions.effects import notify_in_charge, notify_staff
from shubbak.cases.actions.history import remember
from shubbak.cases.extension import Occasion
from shubbak.cases.models import Case, Note, OpinionRequest
from shubbak.cases.permissions import roles_of_actor
from shubbak.cases.rules import Refused
from shubbak.catalogue.queries import spec_of
from shubbak.journal.actions import action
from shubbak.journal.rules import CLOCK, Actor, Fact
from shubbak.people.models import Staff, Unit
from shubbak.people.queries import head_of, on_duty, staff_of

_AT_MOST = 10


@action
def ask_opinion(
    *, case: Case, unit: Unit, question: str, due_on: date, actor: Actor, at: datetime
) -> OpinionRequest:
    """Ask another unit, until a day. Its people see the file, to read and to answer, until they have.

    :raises Refused: ``not_yours``, ``closed``, ``own_unit``, ``asked_already``, ``day_over``, ``empty``.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    fresh = load(case)
    require_work(fresh, actor, at)
    if fresh.closed_at:
        raise Refused("closed")
    _require_question(fresh, unit, question, due_on, at)
    asked = OpinionRequest.objects.create(
        case=fresh,
        unit=unit,
        question=question,
        due_on=due_on,
        asked_at=at,
        asked_by=actor.id,
        asked_by_name=actor.name,
    )
    facts: dict[str, Fact] = {"unit": unit.code, "due_on": due_on.isoformat()}
    remember(fresh, "opinion_asked", actor=actor, at=at, words=question, unit=unit, facts=facts)
    _notify(asked, _whom_to_ask(unit, at), "opinion_asked", actor, at)
    return asked


@action
def answer_opinion(*, case: Case, words: str, actor: Actor, at: datetime) -> Note:
    """Answer for one's unit: a note with author and date. From then on the file is the asking unit's alone.

    :raises Refused: ``nothing_asked``, ``empty``.
    """
    asked = _asked_of(case, actor, at)
    if not words.strip():
        raise Refused("empty")
    written = Note.objects.create(case=case, at=at, by=actor.id, by_name=actor.name, words=words)
    OpinionRequest.objects.filter(pk=asked.pk).update(answered_at=at, answer=written)
    facts = {"unit": asked.unit.code}
    remember(case, "opinion_given", actor=actor, at=at, unit=asked.unit, facts=facts)
    notify_in_charge(case, "opinion_given", actor, at)
    return written


@action
def withdraw_opinion(*, case: Case, unit: Unit, actor: Actor, at: datetime) -> None:
    """Ask no longer: the other unit sees the file no more.

    :raises Refused: ``not_yours``, ``nothing_asked``.
    """
    require_work(case, actor, at)
    open_now = OpinionRequest.objects.awaited().filter(case=case, unit=unit)
    if not open_now.update(withdrawn_at=at):
        raise Refused("nothing_asked")
    remember(case, "opinion_withdrawn", actor=actor, at=at, unit=unit, facts={"unit": unit.code})


@action
def remind_opinions(*, at: datetime) -> int:
    """Remind the units whose answer is late, once each; how many were reminded."""
    today = at.astimezone(ZoneInfo(current_agency().zone)).date()
    late = OpinionRequest.objects.awaited().filter(due_on__lt=today, reminded_at=None)
    found = list(late.select_related("unit", "case__service_version", "case__unit")[:200])
    for asked in found:
        _notify(asked, _whom_to_ask(asked.unit, at), "opinion_late", CLOCK, at)
        facts = {"unit": asked.unit.code}
        remember(asked.case, "opinion_late", actor=CLOCK, at=at, unit=asked.unit, facts=facts)
    OpinionRequest.objects.filter(pk__in=[asked.pk for asked in found]).update(reminded_at=at)
    return len(found)


def _require_question(case: Case, unit: Unit, question: str, due_on: date, at: datetime) -> None:
    if unit.pk == case.unit_id:
        raise Refused("own_unit")
    if not question.strip():
        raise Refused("empty")
    if due_on < at.astimezone(ZoneInfo(current_agency().zone)).date():
        raise Refused("day_over")
    if OpinionRequest.objects.filter(case=case, unit=unit, answered_at=None, withdrawn_at=None).exists():
        raise Refused("asked_already")


def _asked_of(case: Case, actor: Actor, at: datetime) -> OpinionRequest:
    """The oldest open question to a unit of the actor; its row is taken, so that it is answered once."""
    units = roles_of_actor(actor, at).units
    awaited = OpinionRequest.objects.awaited().filter(case=case, unit__code__in=units)
    asked: OpinionRequest | None = (
        awaited.select_for_update(of=("self",)).select_related("unit").order_by("pk").first()
    )
    if asked is None:
        raise Refused("nothing_asked")
    return asked


def _whom_to_ask(unit: Unit, at: datetime) -> Iterable[Staff]:
    """Who is on duty there, else the head, else all of them."""
    first = on_duty(unit, at) or head_of(unit, at)
    return (first,) if first else staff_of(unit, at)[:_AT_MOST]


def _notify(asked: OpinionRequest, whom: Iterable[Staff], what: str, actor: Actor, at: datetime) -> None:
    case = asked.case
    occasion = Occasion(case=case, spec=spec_of(case.service_version), step="", actor=actor, at=at)
    for staff in whom:
        notify_staff(occasion, staff, what)

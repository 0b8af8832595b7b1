"""Mass incidents: one cause, many files. A member does not end before the incident does; what is done and
said on the lead reaches each member as its own step and its own message, in a transaction of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from shubbak.cases.actions.advance import NOTHING_GIVEN, advance, load
from shubbak.cases.actions.belonging import is_member, settle
from shubbak.cases.actions.effects import notify
from shubbak.cases.actions.history import remember
from shubbak.cases.extension import Occasion
from shubbak.cases.models import Case, Incident
from shubbak.cases.permissions import plays, roles_of_actor
from shubbak.cases.queries.incidents import entry_step, incident_led_by, open_members
from shubbak.cases.rules import Refused, StepFacts
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import APPLICANT, Effect, ServiceSpec
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor


@dataclass
class Spread:
    """What one act did to the files of an incident: how many, and the refusals with the numbers of the
    others.
    """

    done: int = 0
    refused: list[tuple[Case, Refused]] = field(default_factory=list)

    def to(self, case: Case, act: Callable[[], object]) -> None:
        try:
            act()
        except Refused as refusal:
            self.refused.append((case, refusal))
        else:
            self.done += 1


@action
def open_incident(*, case: Case, words: str, actor: Actor, at: datetime) -> Incident:
    """Make an open file the lead of an incident; its own person is told the words, as every member will be.

    :raises Refused: ``no_incidents`` (the pack knows none), ``not_yours``, ``empty``, ``closed``,
        ``file_answered``, ``incident_already`` if it leads or belongs to one.
    """
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    fresh = load(case)
    spec = spec_of(fresh.service_version)
    _may_lead(fresh, spec, words, actor, at)
    incident = Incident.objects.create(
        lead=fresh, service=fresh.service, words=words.strip(), opened_at=at, said_at=at
    )
    remember(fresh, "incident_opened", actor=actor, at=at, words=words, facts={"incident": incident.pk})
    _write_to(fresh, spec, _letter(spec, "letter"), incident, actor, at)
    return incident


def link_to_incident(*, cases: Sequence[Case], incident: Incident, actor: Actor, at: datetime) -> Spread:
    """Link files to an incident, each in a transaction of its own, by the pack's step that enters one.

    The refusals: ``no_incidents``, ``step_closed``, ``not_yours``, and as `belonging.enter_incident`.
    """
    spread = Spread()
    for case in cases:
        spread.to(case, partial(_link, case, incident, actor, at))
    return spread


def say_of_incident(*, incident: Incident, words: str, actor: Actor, at: datetime) -> Spread:
    """Tell everybody concerned how it goes: the lead's person, then each member's, one transaction each.

    :raises Refused: ``empty``, ``not_yours``, ``incident_over``.
    """
    lead, spread = _say(incident=incident, words=words, actor=actor, at=at), Spread()
    for case in [lead, *open_members(incident)]:
        spread.to(case, partial(_tell_news, case=case, incident=incident, actor=actor, at=at))
    return spread


def advance_incident(
    *, case: Case, step: str, actor: Actor, at: datetime, facts: StepFacts = NOTHING_GIVEN
) -> Spread:
    """Take a step on the lead and then on each open member, each in a transaction of its own.

    :raises Refused: as `advance` does for the lead; ``no_such_incident`` where it leads none.
    """
    incident = incident_led_by(case)
    if incident is None:
        raise Refused("no_such_incident")
    members, given = open_members(incident), replace(facts, alongside=case.pk)
    advance(case=case, step=step, actor=actor, at=at, facts=given)
    spread = Spread()
    for member in members:
        spread.to(member, partial(advance, case=member, step=step, actor=actor, at=at, facts=given))
    settle(incident=incident, actor=actor, at=at)
    return spread


def _link(case: Case, incident: Incident, actor: Actor, at: datetime) -> None:
    step = entry_step(spec_of(case.service_version))
    if step is None:
        raise Refused("no_incidents")
    advance(case=case, step=step.name, actor=actor, at=at, facts=StepFacts(incident=incident.pk))


def _may_lead(case: Case, spec: ServiceSpec, words: str, actor: Actor, at: datetime) -> None:
    if entry_step(spec) is None:
        raise Refused("no_incidents")
    if not _may_deal(case, spec, actor, at):
        raise Refused("not_yours")
    if not words.strip():
        raise Refused("empty")
    if case.closed_at or case.result:
        raise Refused("closed" if case.closed_at else "file_answered")
    if incident_led_by(case) or is_member(case):
        raise Refused("incident_already")


def _may_deal(case: Case, spec: ServiceSpec, actor: Actor, at: datetime) -> bool:
    """Whoever may link a file to an incident may open one and tell how it goes."""
    step, roles = entry_step(spec), roles_of_actor(actor, at)
    return step is not None and any(plays(case, spec, roles, name) for name in step.by)


@action
def _say(*, incident: Incident, words: str, actor: Actor, at: datetime) -> Case:
    lead = load(Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk).lead)
    if not words.strip():
        raise Refused("empty")
    if not _may_deal(lead, spec_of(lead.service_version), actor, at):
        raise Refused("not_yours")
    if not Incident.objects.filter(pk=incident.pk, over_at=None).update(words=words.strip(), said_at=at):
        raise Refused("incident_over")
    incident.words, incident.said_at = words.strip(), at
    return lead


@action
def _tell_news(*, case: Case, incident: Incident, actor: Actor, at: datetime) -> None:
    fresh = load(case)
    spec = spec_of(fresh.service_version)
    remember(fresh, "incident_news", actor=actor, at=at, words=incident.words, public=True)
    _write_to(fresh, spec, _letter(spec, "news"), incident, actor, at)


def _write_to(
    case: Case, spec: ServiceSpec, letter: str, incident: Incident, actor: Actor, at: datetime
) -> None:
    occasion = Occasion(case=case, spec=spec, step="", actor=actor, at=at, incident=incident.words)
    notify(occasion, Effect("notify", APPLICANT, {"letter": letter}))


def _letter(spec: ServiceSpec, kind: str) -> str:
    """The letter that says that a file belongs to an incident, or the one with ``news`` of it."""
    step = entry_step(spec)
    effects = step.effects if step else ()
    telling = next(effect for effect in effects if effect.name == "tell_incident")
    return telling.options["news"] if kind == "news" else telling.argument

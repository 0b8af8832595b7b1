"""A file enters and leaves an incident, by steps of its pack; it is over with the last of its files."""

from datetime import datetime

from shubbak.cases.actions.effects import notify
from shubbak.cases.actions.history import remember
from shubbak.cases.extension import Occasion
from shubbak.cases.models import Case, Incident, IncidentMember
from shubbak.cases.queries.incidents import open_members
from shubbak.cases.rules import Refused
from shubbak.catalogue.spec import APPLICANT, Effect
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor


def enter_incident(occasion: Occasion, _effect: Effect) -> None:
    """``enter_incident``: the file goes to the unit of the incident's lead and belongs to it from now on.

    :raises Refused: ``no_such_incident`` (none of this service), ``incident_over``, ``incident_already``.
    """
    case, at, actor = occasion.case, occasion.at, occasion.actor
    incident = _incident_named(occasion)
    lead = incident.lead
    member, _ = IncidentMember.objects.get_or_create(incident=incident, case=case, defaults={"at": at})
    IncidentMember.objects.filter(pk=member.pk).update(at=at, left_at=None)
    case.unit, case.assignee = lead.unit, lead.assignee
    occasion.incident = incident.words
    remember(case, "incident_entered", actor=actor, at=at, public=True, facts={"incident": incident.pk})
    remember(lead, "incident_grown", actor=actor, at=at, facts={"number": case.number})


def tell_incident(occasion: Occasion, effect: Effect) -> None:
    """``tell_incident: letter, news: letter``: the person is told once that the cause is known."""
    belongs = IncidentMember.objects.filter(case=occasion.case, left_at=None, told_at=None)
    if belongs.update(told_at=occasion.at):
        notify(occasion, Effect("notify", APPLICANT, {"letter": effect.argument}))


def leave_incident(occasion: Occasion, _effect: Effect) -> None:
    """``leave_incident``: the file turned out to be another matter, and goes on by itself."""
    _leave(occasion)


def follow_incident(occasion: Occasion) -> None:
    """A file that ends may end its incident; one that is opened again goes on by itself."""
    if occasion.spec.steps[occasion.step].reopens:
        _leave(occasion)
    elif occasion.case.closed_at and occasion.facts.alongside is None:
        case = occasion.case
        led = Incident.objects.filter(lead=case, over_at=None)
        belongs = Incident.objects.filter(members__case=case, members__left_at=None, over_at=None)
        for incident in led.union(belongs):
            settle(incident=incident, actor=occasion.actor, at=occasion.at)


@action
def settle(*, incident: Incident, actor: Actor, at: datetime) -> None:
    """Where the lead has ended the oldest open member leads; where nobody is left, the incident is over."""
    fresh = Incident.objects.select_for_update(of=("self",)).select_related("lead").get(pk=incident.pk)
    if fresh.over_at or fresh.lead.closed_at is None:
        return
    following = open_members(fresh)[:1]
    facts = {"incident": fresh.pk}
    if not following:
        Incident.objects.filter(pk=fresh.pk).update(over_at=at)
        remember(fresh.lead, "incident_over", actor=actor, at=at, facts=facts)
        return
    lead = following[0]
    IncidentMember.objects.filter(incident=fresh, case=lead).update(left_at=at)
    Incident.objects.filter(pk=fresh.pk).update(lead=lead)
    remember(lead, "incident_led", actor=actor, at=at, facts=facts)


def _leave(occasion: Occasion) -> None:
    case, at = occasion.case, occasion.at
    for member in IncidentMember.objects.filter(case=case, left_at=None):
        IncidentMember.objects.filter(pk=member.pk).update(left_at=at)
        facts = {"incident": member.incident_id}
        remember(case, "incident_left", actor=occasion.actor, at=at, public=True, facts=facts)


def _incident_named(occasion: Occasion) -> Incident:
    wanted = Incident.objects.select_for_update(of=("self",)).select_related("lead__unit", "lead__assignee")
    incident = wanted.filter(pk=occasion.facts.incident or 0, service=occasion.case.service).first()
    if incident is None:
        raise Refused("no_such_incident")
    if incident.over_at or incident.lead.closed_at or incident.lead.result:
        raise Refused("incident_over")
    if Incident.objects.filter(lead=occasion.case, over_at=None).exists():
        raise Refused("incident_already")
    return incident


def is_member(case: Case) -> bool:
    return IncidentMember.objects.filter(case=case, left_at=None).exists()

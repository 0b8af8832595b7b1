"""Reads of mass incidents: which are open, which files belong to one, where each of them stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from shubbak.cases.models import Case, Incident, IncidentMember
from shubbak.cases.queries.scoped import similar_open_cases, visible_to
from shubbak.catalogue.spec import ServiceSpec, Step
from shubbak.foundation.numbering import parse_number
from shubbak.foundation.reading import values_told
from shubbak.people.models import Staff

_OFFERED = 50
_ANY_OPEN = "SELECT EXISTS (SELECT FROM cases_incident WHERE over_at IS NULL)"


@dataclass(frozen=True)
class IncidentShown:
    """An incident beside one of its files: how many files it has, the lead's among them, and how many are
    open.
    """

    incident: Incident
    files: int
    open: int
    is_lead: bool


@dataclass(frozen=True)
class KnownFault:
    """An incident as everybody may know it; `files` counts those that are about it."""

    service: str
    words: str
    said_at: datetime
    files: int


def entry_step(spec: ServiceSpec) -> Step | None:
    """The step by which a file of this service enters an incident; None where the pack knows none."""
    steps = spec.steps.values()
    return next((step for step in steps if any(e.name == "enter_incident" for e in step.effects)), None)


def incident_led_by(case: Case) -> Incident | None:
    return Incident.objects.filter(lead=case, over_at=None).first()


def open_members(incident: Incident) -> list[Case]:
    """The open files that belong to an incident besides its lead, the oldest first."""
    belong = Q(incident_memberships__incident=incident, incident_memberships__left_at=None)
    files = Case.objects.in_hand().filter(belong).order_by("opened_at", "entry__number")
    return list(files.select_related("unit", "assignee", "applicant", "service_version"))


def stepping_members(incident: Incident, spec: ServiceSpec, step: str) -> int:
    """On how many open members a step of the pack is open now."""
    sources = spec.steps[step].sources
    belong = Q(incident_memberships__incident=incident, incident_memberships__left_at=None)
    return Case.objects.in_hand().filter(belong, state__in=sources).count()


def open_incidents(service: str = "") -> QuerySet[Incident]:
    """The incidents to which files of a service (of any, without one) may be linked still, the newest first,
    with their `files`. Their words are told to the public, so whoever works at the desk may read them.
    """
    wanted = Incident.objects.filter(over_at=None, lead__result="")
    wanted = wanted.filter(service=service) if service else wanted
    counted = wanted.annotate(files=1 + Count("members", filter=Q(members__left_at=None)))
    return counted.select_related("lead").order_by("-opened_at")


def incidents_to_choose(most: int) -> Sequence[Incident]:
    """The newest of them. On most days there is none: that is asked by a text of its own."""
    return list(open_incidents()[:most]) if values_told(_ANY_OPEN, [])[0][0] else []


def known_faults(most: int) -> list[KnownFault]:
    """The newest incidents whose cause is not mended, for everybody to read."""
    shown = open_incidents()[:most]
    return [KnownFault(one.service, one.words, one.said_at, _files(one)) for one in shown]


def incident_of(case: Case) -> IncidentShown | None:
    """The incident that a file leads or belongs to; one that is over is shown on its files still."""
    mine = Q(lead=case) | Q(members__case=case, members__left_at=None)
    incident = (
        Incident.objects.filter(mine)
        .select_related("lead")
        .order_by(F("over_at").desc(nulls_first=True), "-opened_at")
        .first()
    )
    if incident is None:
        return None
    counts = incident.members.filter(left_at=None).aggregate(
        files=Count("pk"), open=Count("pk", filter=Q(case__closed_at=None))
    )
    is_open = incident.lead.closed_at is None
    return IncidentShown(incident, counts["files"] + 1, counts["open"] + is_open, incident.lead_id == case.pk)


def members_by_state(incident: Incident) -> Mapping[str, list[Case]]:
    """All members by the state in which they stand."""
    members = Case.objects.filter(incident_memberships__incident=incident, incident_memberships__left_at=None)
    found: dict[str, list[Case]] = {}
    for case in members.select_related("applicant").order_by("opened_at", "pk"):
        found.setdefault(case.state, []).append(case)
    return found


def to_link(staff: Staff, lead: Case, at: datetime) -> Sequence[Case]:
    """Open files like the lead that the asker sees and that no incident has yet."""
    free = _free(similar_open_cases(staff, lead, at))
    return list(free.select_related("applicant", "unit")[:_OFFERED])


def files_numbered(staff: Staff, lead: Case, typed: str, at: datetime) -> tuple[list[Case], list[str]]:
    """The files of the lead's service that the asker sees, by numbers between spaces, commas or lines; and
    the numbers that are nobody's.
    """
    found, unknown = [], []
    for word in typed.replace(",", " ").replace("،", " ").split():
        parsed = parse_number(word)
        number, year = parsed or (0, None)
        wanted = visible_to(staff, at).filter(service=lead.service, entry__number=number)
        wanted = wanted.filter(entry__series__year=year or lead.entry.series.year)
        case = wanted.select_related("service_version").exclude(pk=lead.pk).first()
        if case is None:
            unknown.append(word)
        else:
            found.append(case)
    return found, unknown


def _files(incident: Incident) -> int:
    counted: int = vars(incident)["files"]
    return counted


def _free(files: QuerySet[Case]) -> QuerySet[Case]:
    taken = IncidentMember.objects.filter(left_at=None).values("case")
    leading = Incident.objects.filter(over_at=None).values("lead")
    return files.filter(result="").exclude(pk__in=taken).exclude(pk__in=leading)

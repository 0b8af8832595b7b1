"""General faults (mass incidents) as the desk shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case, Incident
from shubbak.cases.queries.incidents import entry_step, incident_of, members_by_state
from shubbak.catalogue.queries import spec_of
from shubbak.desk.shown.language import Tongue
from shubbak.foundation.text import isolate, isolate_ltr
from shubbak.foundation.text.digits import to_digits

_SHORT = 60


@dataclass(frozen=True)
class FaultShown:
    """A general fault beside one of its files, or the way to open one (`words` empty)."""

    words: str
    said: str
    files: str
    open: str
    is_lead: bool
    is_over: bool
    lead: str
    url: str


@dataclass(frozen=True)
class MembersShown:
    """The members that stand in one state."""

    state: str
    count: str
    cases: Sequence[Case]


def fault_shown(case: Case, tongue: Tongue) -> FaultShown | None:
    """None for a file of a service that knows no general faults."""
    if entry_step(spec_of(case.service_version)) is None:
        return None
    found, url = incident_of(case), reverse("desk_incident", args=[case.pk])
    if found is None:
        return FaultShown("", "", "", "", is_lead=False, is_over=False, lead="", url=url)
    incident = found.incident
    return FaultShown(
        words=incident.words,
        said=tongue.day(incident.said_at),
        files=files_in_words(found.files),
        open=files_in_words(found.open),
        is_lead=found.is_lead,
        is_over=incident.over_at is not None,
        lead="" if found.is_lead else incident.lead.number,
        url=url if found.is_lead else reverse("desk_case", args=[incident.lead_id]),
    )


def members_shown(incident: Incident, tongue: Tongue) -> list[MembersShown]:
    states = spec_of(incident.lead.service_version).states
    return [
        MembersShown(tongue.pick(states[name].title), files_in_words(len(cases)), cases)
        for name, cases in members_by_state(incident).items()
    ]


def incident_words(incident: Incident) -> str:
    """Number of the lead, the beginning of the words, how many files: a line to choose."""
    words = " ".join(incident.words.split())
    short = words if len(words) <= _SHORT else f"{words[:_SHORT]}…"
    files: int = incident.files  # type: ignore[attr-defined]  # annotated by `open_incidents`
    return f"{isolate_ltr(incident.lead.number)} – {isolate(short)} ({files_in_words(files)})"


def files_in_words(number: int) -> str:
    words = ngettext("%(count)s file", "%(count)s files", number)
    return words % {"count": to_digits(str(number), current_agency().digits)}

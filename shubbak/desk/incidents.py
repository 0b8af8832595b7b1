"""What is done to a general fault at the desk: opened, spoken of, files linked to it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, ngettext

from shubbak.cases import actions
from shubbak.cases.models import Case, Incident
from shubbak.cases.queries import case_visible
from shubbak.cases.queries.incidents import files_numbered, incident_led_by, open_incidents
from shubbak.cases.rules import Refused
from shubbak.desk.access import Visit
from shubbak.desk.bulk import AT_MOST, Outcome
from shubbak.desk.forms import Given
from shubbak.desk.forms.base import ActForm
from shubbak.desk.forms.incidents import FaultForm, LinkForm
from shubbak.foundation.text import isolate_ltr

Posted = Mapping[str, Any]


def forms_of(given: Given, posted: Posted | None) -> dict[str, ActForm]:
    """The forms of the page; the one that was sent holds what was typed."""
    act = (posted or {}).get("act", "")
    kinds: dict[str, type[ActForm]] = {"open": FaultForm}
    if incident_led_by(given.case):
        kinds = {"say": FaultForm, "link": LinkForm}
    return {
        name: kind(given, posted if name == act else None, auto_id=f"{name}_%s")
        for name, kind in kinds.items()
    }


def run(name: str, form: ActForm) -> tuple[str, list[str]]:
    """Do what a form asks for: what was done, and what was not.

    :raises Refused: by the domain, for the whole of it.
    """
    given = form.given
    if name == "open":
        actions.open_incident(words=form.cleaned_data["words"], **given.deed)
        return gettext("The general fault is open. Link the files that belong to it."), []
    incident = incident_led_by(given.case)
    if incident is None:
        raise Refused("no_such_incident")
    visit = given.visit
    if name == "say":
        words = form.cleaned_data["words"]
        spread = actions.say_of_incident(incident=incident, words=words, actor=visit.actor, at=visit.at)
        return gettext("Everybody concerned is told."), list(told(spread).lines())
    return _link_from(form, incident)


def told(spread: actions.Spread) -> Outcome:
    """The refusals of single files in words."""
    outcome = Outcome(done=spread.done)
    for case, refused in spread.refused:
        outcome.refuse(case, refused)
    return outcome


def linked_words(count: int) -> str:
    words = ngettext(
        "%(count)s file was linked; its person is told.",
        "%(count)s files were linked; their people are told.",
        count,
    )
    return words % {"count": count} if count else ""


def done_for_all(spread: actions.Spread) -> str:
    words = ngettext(
        "Done for %(count)s other file of the general fault too.",
        "Done for %(count)s other files of the general fault too.",
        spread.done,
    )
    return words % {"count": spread.done} if spread.done else ""


def link_ticked(visit: Visit, files: Iterable[UUID], incident_id: str) -> Outcome:
    """Link the files that were ticked in the queue, each for itself.

    :raises Refused: ``no_such_incident``.
    """
    wanted = int(incident_id) if incident_id.isdecimal() else 0
    incident = open_incidents().filter(pk=wanted).first()
    if incident is None:
        raise Refused("no_such_incident")
    ids = list(dict.fromkeys(files))[:AT_MOST]
    seen = [case for case in (case_visible(visit.staff, one, visit.at) for one in ids) if case]
    return _linked(visit, seen, incident, unseen=len(ids) - len(seen))


def _link_from(form: ActForm, incident: Incident) -> tuple[str, list[str]]:
    assert isinstance(form, LinkForm)
    given = form.given
    numbered, unknown = files_numbered(
        given.visit.staff, given.case, form.cleaned_data["numbers"], given.visit.at
    )
    outcome = _linked(given.visit, [*form.ticked(), *numbered], incident)
    gone = [isolate_ltr(number) for number in unknown]
    said = gettext("No file of this service that you may see has the number: %(numbers)s")
    lines = [said % {"numbers": gettext(", ").join(gone)}] if gone else []
    return linked_words(outcome.done), [*outcome.lines(), *lines]


def _linked(visit: Visit, cases: list[Case], incident: Incident, unseen: int = 0) -> Outcome:
    spread = actions.link_to_incident(cases=cases, incident=incident, actor=visit.actor, at=visit.at)
    outcome = told(spread)
    outcome.unseen = unseen
    return outcome

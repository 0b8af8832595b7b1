"""Lines of the journal, samples and rights as auditors read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from shubbak.cases.queries import visible_to
from shubbak.catalogue.queries import services_known, spec_of
from shubbak.desk.access import Visit
from shubbak.desk.administration.words import ROLES
from shubbak.desk.audit.subjects import Subject, Subjects, subjects_of
from shubbak.desk.audit.words import ANSWERS, FACTS, act_words, step_of
from shubbak.desk.shown.language import Tongue, tongue
from shubbak.desk.words import ACTORS, word
from shubbak.foundation.localized import Localized
from shubbak.insights.readings import PersonRead
from shubbak.insights.sampling import Stratum
from shubbak.journal.queries import JournalLine, PlacedLine
from shubbak.people.models import DutyTurn, RoleGrant
from shubbak.people.rights import RightsHeld
from shubbak.registry.models import Register
from shubbak.registry.queries import SeriesState

_A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class LineShown:
    """`told` are names and values of what the line says; what was erased of it is not there."""

    index: int
    hash: str
    moment: str
    act: str
    code: str
    about: str
    subject: Subject
    actor: str
    told: Sequence[tuple[str, str]]


def lines_shown(lines: Sequence[PlacedLine], visit: Visit) -> list[LineShown]:
    """The lines with what they are about: files by number, with a link where the visitor may see them."""
    speech, visible = tongue(), visible_to(visit.staff, visit.at, visit.roles)
    subjects = subjects_of((placed.line.about for placed in lines), visible, speech)
    return [_line(placed, subjects, speech) for placed in lines]


def moment_shown(instant: datetime, speech: Tongue) -> str:
    """To the second, in figures that sort: `2026-11-17 10:00:00`."""
    return f"{instant.astimezone(speech.zone):%Y-%m-%d %H:%M:%S}"


def _line(placed: PlacedLine, subjects: Subjects, speech: Tongue) -> LineShown:
    line = placed.line
    step = speech.pick(subjects.step_title(line.about, step_of(line.what, line.facts)))
    return LineShown(
        index=line.index,
        hash=placed.hash.hex(),
        moment=moment_shown(line.at, speech),
        act=step or act_words(line.what, line.facts),
        code=line.what,
        about=line.about,
        subject=subjects.subject(line.about),
        actor=_actor(line),
        told=[*_pairs(line.facts), *_pairs(line.private)],
    )


def _actor(line: JournalLine) -> str:
    return line.actor_name or word(ACTORS, line.actor_kind)


def _pairs(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (word(FACTS, name), word(ANSWERS, str(value)))
        for name, value in told.items()
        if value not in (None, "")
    ]


def strata_shown(of: str, strata: Sequence[Stratum]) -> list[dict[str, Any]]:
    """Each stratum by its name, with what was drawn from how many."""
    speech = tongue()
    named = _services(speech) if of == "cases" else _registers(speech)
    whole = gettext("The whole body")
    rows = _case_row if of == "cases" else _entry_row
    return [
        {
            "title": named.get(stratum.code, stratum.code) if stratum.code else whole,
            "population": stratum.population,
            "drawn": [rows(row, speech) for row in stratum.drawn],
        }
        for stratum in strata
    ]


def _case_row(case: Any, speech: Tongue) -> dict[str, str]:
    return {
        "number": case.number,
        "url": reverse("desk_case", args=[case.pk]),
        "words": speech.pick(spec_of(case.service_version).title),
        "more": speech.pick(case.unit.name),
        "day": speech.day(case.opened_at),
        "id": str(case.pk),
    }


def _entry_row(entry: Any, speech: Tongue) -> dict[str, str]:
    return {
        "number": f"{entry.number}/{entry.series.year}",
        "url": "",
        "words": speech.pick(entry.series.register.title),
        "more": "",
        "day": speech.day(entry.received_at),
        "id": str(entry.pk),
    }


def _services(speech: Tongue) -> dict[str, str]:
    return {known.code: speech.pick(spec_of(known.current).title) for known in services_known()}


def _registers(speech: Tongue) -> dict[str, str]:
    return {register.code: speech.pick(register.title) for register in Register.objects.all()}


def identities_shown(lines: Sequence[PlacedLine], persons: Mapping[str, PersonRead]) -> list[dict[str, Any]]:
    """Who read whose number, when and why; what was erased since is empty."""
    speech = tongue()
    return [
        {
            "index": line.index,
            "actor": _actor(line),
            "moment": moment_shown(line.at, speech),
            "about": line.about,
            "person": persons.get(line.about),
            "reason": line.private.get("reason", ""),
        }
        for line in (placed.line for placed in lines)
    ]


def series_shown(series: Sequence[SeriesState]) -> list[dict[str, Any]]:
    speech = tongue()
    return [
        {
            "title": speech.pick(state.title) or state.register,
            "state": state,
            "missing": " ".join(map(str, state.missing)),
            "first": moment_shown(state.first_at, speech) if state.first_at else "",
            "last": moment_shown(state.last_at, speech) if state.last_at else "",
        }
        for state in series
    ]


def rights_shown(held: Sequence[RightsHeld]) -> list[dict[str, Any]]:
    """Somebody's name with positions, roles and whom they stood in for, each with its period."""
    speech = tongue()
    services = _services(speech)
    return [
        {
            "name": speech.name(one.staff),
            "email": one.staff.email,
            "positions": [
                _period(speech, _at_place(speech, row.position.title, row.position.unit.name), row)
                for row in one.positions
            ],
            "roles": [_period(speech, _role(row, services, speech), row) for row in one.roles],
            "stands_in": [
                _period(speech, gettext("stood in for %(name)s") % {"name": speech.name(row.staff)}, row)
                for row in one.stands_in
            ],
            "turns": [_period(speech, _duty(row, speech), row) for row in one.turns],
            "closed": moment_shown(one.closed_at, speech) if one.closed_at else "",
        }
        for one in held
    ]


def _at_place(speech: Tongue, what: Localized, where: Localized) -> str:
    return gettext("%(what)s – %(who)s") % {"what": speech.pick(what), "who": speech.pick(where)}


def _role(grant: RoleGrant, services: Mapping[str, str], speech: Tongue) -> str:
    where = speech.pick(grant.unit.name) if grant.unit else gettext("The whole body")
    of = services.get(grant.service, grant.service) or pgettext("role", "every service")
    return gettext("%(what)s – %(who)s") % {"what": word(ROLES, grant.role), "who": f"{where} · {of}"}


def _duty(turn: DutyTurn, speech: Tongue) -> str:
    where = speech.pick(turn.unit.name) if turn.unit else gettext("The whole body")
    return gettext("on duty: %(unit)s") % {"unit": where}


def _period(speech: Tongue, words: str, row: Any) -> dict[str, str]:
    until = speech.day(row.ends - _A_MOMENT) if row.ends else ""
    return {"words": words, "since": speech.day(row.starts), "until": until}

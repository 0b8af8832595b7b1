"""What administrators read about accounts: who is what, since when, until when."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext, pgettext

from shubbak.catalogue.queries import services_listed
from shubbak.desk import words
from shubbak.desk.administration.words import ROLES
from shubbak.desk.shown.language import tongue
from shubbak.foundation.localized import pick
from shubbak.people.models import Appointment, RoleGrant
from shubbak.people.queries import everybody_with_their_offices

_A_MOMENT = timedelta(seconds=1)


def staff_lines(at: datetime) -> list[dict[str, Any]]:
    """One line for each account: name, address, the positions and roles in force."""
    speech = tongue()
    return [
        {
            "member": member,
            "name": speech.name(member),
            "positions": [
                gettext("%(what)s – %(who)s")
                % {"what": speech.pick(held.position.title), "who": speech.pick(held.position.unit.name)}
                for held in positions
            ],
            "roles": list(dict.fromkeys(words.word(ROLES, grant.role) for grant in grants)),
        }
        for member, positions, grants in everybody_with_their_offices(at)
    ]


def appointment_line(held: Appointment, at: datetime) -> dict[str, Any]:
    speech = tongue()
    return {
        "pk": held.pk,
        "title": speech.pick(held.position.title),
        "of": speech.pick(held.position.unit.name),
        "is_head": held.position.is_head,
        **_period(held, at),
    }


def grant_line(grant: RoleGrant, at: datetime, language: str) -> dict[str, Any]:
    named = {spec.code: pick(spec.title, language) for spec in services_listed()} if grant.service else {}
    service = named.get(grant.service, grant.service) or pgettext("desk", "All services")
    unit = tongue().pick(grant.unit.name) if grant.unit else gettext("The whole body")
    return {
        "pk": grant.pk,
        "title": words.word(ROLES, grant.role),
        "of": f"{unit} · {service}",
        **_period(grant, at),
    }


def _period(held: Appointment | RoleGrant, at: datetime) -> dict[str, Any]:
    """Since when and until when, and whether it is in force, to come or over."""
    speech = tongue()
    over = held.ends is not None and held.ends <= at
    last = speech.day(held.ends - _A_MOMENT) if held.ends else ""
    return {
        "since": speech.day(held.starts),
        "until": last,
        "over": over,
        "to_come": not over and held.starts > at,
    }

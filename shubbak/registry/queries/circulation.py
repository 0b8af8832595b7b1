"""Where a letter is, and what lies with a unit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import QuerySet

from shubbak.people.rules import Roles
from shubbak.registry.models import Handover, Letter

STANDING = (Handover.State.SENT, Handover.State.ACCEPTED)
Place = Literal["registry", "on_the_way", "with_unit"]


@dataclass(frozen=True)
class Whereabouts:
    """Where a letter is now: at the registry office, on its way to a unit, or with it."""

    place: Place
    unit: str = ""
    since: datetime | None = None


def where_is(letter: Letter) -> Whereabouts:
    """The coordinating unit holds it; a letter that no unit has, or that came back, is at the registry
    office.
    """
    handover = letter.handovers.filter(is_coordinator=True, state__in=STANDING).select_related("unit").first()
    if handover is None:
        return Whereabouts("registry")
    if handover.state == Handover.State.SENT:
        return Whereabouts("on_the_way", handover.unit.code, handover.sent_at)
    return Whereabouts("with_unit", handover.unit.code, handover.answered_at)


def handovers_to(roles: Roles, units: Collection[str] | None = None) -> QuerySet[Handover]:
    """What lies with the asker's units and is not passed on, the most urgent first.

    Of what is confidential only whoever heads the unit is told.
    """
    reached = roles.units if units is None else roles.units & frozenset(units)
    standing = Handover.objects.filter(state__in=STANDING, unit__code__in=reached)
    hidden = standing.exclude(letter__secrecy="open").exclude(unit__code__in=roles.headed)
    found = standing.exclude(pk__in=hidden.values("pk"))
    return found.select_related("letter__entry__series__register", "letter__nature", "unit").order_by(
        "letter__due_at", "sent_at"
    )

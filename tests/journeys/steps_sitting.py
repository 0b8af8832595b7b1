"""A committee that sits on a file: one body that binds, whose member is favourable."""

from datetime import datetime, timedelta

from shubbak.cases.models import Case
from shubbak.journal.rules import SYSTEM
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of, roles_of
from shubbak.planning.sittings.actions import (
    SeatFacts,
    SittingFacts,
    add_files,
    close_sitting,
    convoke,
    give_opinion,
    open_seat,
    plan_sitting,
)
from shubbak.planning.sittings.models import AgendaItem, Body
from shubbak.planning.sittings.permissions import keeps_sittings
from shubbak.planning.sittings.rules import OpinionFacts

CLASSES = ["large", "small", "division"]
NAMED = {"ar": "الوكالة الحضرية", "fr": "Agence urbaine", "en": "Urban agency"}


def seat_a_body(at: datetime) -> None:
    """The body that sits for every class of projects, unless it does already."""
    if Body.objects.filter(code="journey").exists():
        return
    member = _secretary(at)
    body = Body.objects.create(
        code="journey", name=NAMED, kind="urban_agency", sits_for=CLASSES, binds=True, way="staff"
    )
    told = SeatFacts(name=member.name, starts=(at - timedelta(days=1)).date(), email="", staff=member)
    open_seat(body=body, facts=told, actor=SYSTEM, at=at)


def sit_on(case: Case, at: datetime) -> None:
    """Plan, call, opine and close: the file goes on by itself."""
    secretary, lap = _secretary(at), case.rounds.latest("rank")
    facts = SittingFacts(lap.project_class, at + timedelta(days=2), at + timedelta(days=2, hours=4), "قاعة")
    sitting = plan_sitting(facts=facts, staff=secretary, at=at)
    add_files(sitting=sitting, rounds=[lap.pk], staff=secretary, at=at)
    convoke(sitting=sitting, staff=secretary, at=at)
    item = AgendaItem.objects.get(case=case, left_at=None)
    seat = Body.objects.get(code="journey").seats.get()
    given = OpinionFacts("favourable", "", ())
    give_opinion(item=item, seat=seat, facts=given, actor=actor_of(seat.staff), at=at)
    close_sitting(sitting=sitting, staff=secretary, at=at)


def _secretary(at: datetime) -> Staff:
    return next(one for one in Staff.objects.order_by("email") if keeps_sittings(roles_of(one, at)))

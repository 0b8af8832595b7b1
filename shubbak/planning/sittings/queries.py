"""Reads: what is ready, who sits, what was said."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Now, TruncDate

from shubbak.agencies.queries import in_its_zone
from shubbak.cases.models import Case
from shubbak.people.models import Staff
from shubbak.people.queries import guest_link_of
from shubbak.planning.sittings.models import (
    AgendaItem,
    Body,
    Conflict,
    Consultation,
    Convocation,
    Opinion,
    Practice,
    Reservation,
    Round,
    Seat,
    Sitting,
)
from shubbak.planning.sittings.rules import TASK, Consulted, Said, sits_on


def practice() -> Practice:
    """What the body has set; the usual where it has set nothing (unsaved)."""
    return Practice.objects.select_related("secretariat").last() or Practice()


def bodies_for(project_class: str) -> list[Body]:
    """Those that sit for a class now."""
    return list(Body.objects.filter(sits_for__contains=[project_class], retired_at=None))


def ready_rounds(project_class: str = "") -> QuerySet[Round]:
    """Files that wait for an agenda, the oldest first."""
    taken = AgendaItem.objects.filter(outcome="", left_at=None).values("case")
    waiting = Round.objects.filter(ended_at=None).exclude(case__in=taken)
    if project_class:
        waiting = waiting.filter(project_class=project_class)
    return waiting.select_related("case").order_by("began_at", "id")


def last_round(case: Case) -> Round | None:
    return Round.objects.filter(case=case).order_by("rank").last()


def last_item(case: Case) -> AgendaItem | None:
    """The last item of the last round that a sitting has decided."""
    round = last_round(case)
    if round is None:
        return None
    return round.items.exclude(outcome="").order_by("decided_at").last()


def standing_opinions(item: AgendaItem) -> QuerySet[Opinion]:
    """What each body says now: nothing replaces it."""
    found = Opinion.objects.filter(item=item, replaced_by=None)
    return found.select_related("body", "seat").prefetch_related("reservations__lifting__paper")


def said_on(item: AgendaItem) -> list[Said]:
    return [Said(opinion.body_id, opinion.value) for opinion in standing_opinions(item)]


def consulted_on(round: Round) -> list[Consulted]:
    asked = Consultation.objects.filter(round=round)
    return [Consulted(each.body_id, each.binds) for each in asked]


def reservations_of(item: AgendaItem) -> QuerySet[Reservation]:
    """Those of the opinions that stand."""
    found = Reservation.objects.filter(opinion__item=item, opinion__replaced_by=None)
    return found.select_related("opinion__body", "lifting__paper").order_by("opinion__body", "rank")


def in_office(seats: QuerySet[Seat], day: date) -> QuerySet[Seat]:
    """The seats that are held on a day (`rules.sits_on`)."""
    return seats.filter(Q(ends=None) | Q(ends__gte=day), starts__lte=day)


def holds_seat(seat: Seat, at: datetime) -> bool:
    return sits_on(in_its_zone(at).date(), seat.starts, seat.ends)


def seats_of_sitting(sitting: Sitting, at: datetime) -> QuerySet[Seat]:
    """Everybody in office of the bodies that are consulted on its files."""
    items = AgendaItem.objects.filter(sitting=sitting, left_at=None)
    asked = Consultation.objects.filter(round__in=items.values("round")).values("body")
    return in_office(Seat.objects.filter(body__in=asked), in_its_zone(at).date()).select_related("body")


def seats_of_staff(staff_id: int, day: date) -> QuerySet[Seat]:
    return in_office(Seat.objects.filter(staff=staff_id), day)


def seat_on(item: AgendaItem, staff: Staff, at: datetime) -> Seat | None:
    """The seat by which somebody says what a body thinks of a file, if they hold one."""
    asked = Consultation.objects.filter(round=item.round_id).values("body")
    held = seats_of_staff(staff.pk, in_its_zone(at).date()).filter(body__in=asked)
    return held.select_related("body").first()


def files_of_member(staff_id: int) -> list[UUID]:
    """The files that lie before the bodies for which somebody sits today, until they are closed.

    The day is the database's: whoever lists files asks for none.
    """
    today = TruncDate(Now())
    seats = Seat.objects.filter(Q(ends=None) | Q(ends__gte=today), staff=staff_id)
    rounds = Round.objects.filter(case__closed_at=None, consultations__body__in=seats.values("body"))
    return list(rounds.values_list("case", flat=True).distinct())


def has_conflict(item: AgendaItem, seat: Seat) -> bool:
    return Conflict.objects.filter(item=item, seat=seat).exists()


def items_of(sitting: Sitting) -> Sequence[AgendaItem]:
    """The agenda as it stands; what left is not shown."""
    wanted = sitting.items.filter(left_at=None).select_related("case", "round", "minutes")
    return list(wanted.order_by("rank", "id"))


def called_by_link(token: str, at: datetime) -> Convocation | None:
    """The convocation whose link bears this token, while its sitting goes on; None looks the same for all."""
    link = guest_link_of(token, at)
    if link is None or link.task != TASK:
        return None
    wanted = Convocation.objects.select_related("sitting", "seat__body")
    return wanted.filter(pk=link.about, sitting__state=Sitting.State.CONVOKED).first()


def items_for_seat(called: Convocation) -> list[AgendaItem]:
    """The files of a sitting that lie before the body of a member who takes part in them."""
    asked = Consultation.objects.filter(body=called.seat.body_id).values("round")
    aside = Conflict.objects.filter(seat=called.seat).values("item")
    found = called.sitting.items.filter(left_at=None, round__in=asked).exclude(pk__in=aside)
    return list(found.select_related("case__service_version").order_by("rank", "id"))

"""A sitting is planned, its agenda set, its members called; it is closed or cancelled in `closing`."""

import uuid
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max

from shubbak.cases.actions.history import remember
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of, roles_of
from shubbak.planning.sittings.actions.calling import call
from shubbak.planning.sittings.models import AgendaItem, Round, Sitting
from shubbak.planning.sittings.permissions import keeps_sittings
from shubbak.planning.sittings.queries import practice, seats_of_sitting
from shubbak.planning.sittings.rules import SittingRefused


class SittingFacts(NamedTuple):
    """When and where; `place` may be empty at a distance."""

    project_class: str
    starts_at: datetime
    opinions_until: datetime
    place: str = ""
    at_a_distance: bool = False


@action
def plan_sitting(*, facts: SittingFacts, staff: Staff, at: datetime) -> Sitting:
    """Plan one with the quorum that holds today.

    :raises SittingRefused: ``not_yours``, ``day_over``, ``days_reversed``.
    """
    require_secretariat(staff, at)
    if facts.starts_at < at:
        raise SittingRefused("day_over")
    if facts.opinions_until < facts.starts_at and not facts.at_a_distance:
        raise SittingRefused("days_reversed")
    planned = Sitting.objects.create(
        id=uuid.uuid4(), quorum=practice().quorum, planned_at=at, **facts._asdict()
    )
    note(planned, "sittings.planned", actor_of(staff), at)
    return planned


@action
def add_files(*, sitting: Sitting, rounds: list[int], staff: Staff, at: datetime) -> None:
    """Put files that are ready on the agenda, in the order in which they are named.

    :raises SittingRefused: ``not_yours``, ``convoked``, ``not_ready`` (with its number as ``file``).
    """
    require_secretariat(staff, at)
    held = _planned(sitting)
    last = held.items.aggregate(last=Max("rank"))["last"] or 0
    for rank, key in enumerate(rounds, last + 1):
        found = Round.objects.select_related("case").filter(pk=key).first()
        if found is None or not _is_ready(found, held):
            raise SittingRefused("not_ready", file=found.case.number if found else "")
        AgendaItem.objects.create(sitting=held, case=found.case, round=found, rank=rank)
        remember(found.case, "on_agenda", actor=actor_of(staff), at=at, facts={"sitting": str(held.pk)})


@action
def drop_file(*, item: AgendaItem, staff: Staff, at: datetime) -> None:
    """Take a file off the agenda again; it waits for another sitting.

    :raises SittingRefused: ``not_yours``, ``sitting_over``, ``deliberated``.
    """
    require_secretariat(staff, at)
    held = lock_sitting(item.sitting_id)
    if not AgendaItem.objects.filter(pk=item.pk, outcome="", left_at=None).update(left_at=at):
        raise SittingRefused("deliberated")
    remember(item.case, "off_agenda", actor=actor_of(staff), at=at, facts={"sitting": str(held.pk)})


@action
def move_file(*, item: AgendaItem, up: bool, staff: Staff, at: datetime) -> None:
    """Let it change places with its neighbour; at the end of the list nothing changes."""
    require_secretariat(staff, at)
    held = lock_sitting(item.sitting_id)
    order = list(held.items.filter(left_at=None).order_by("rank", "id").values_list("pk", flat=True))
    here = order.index(item.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    for rank, key in enumerate(order, 1):
        AgendaItem.objects.filter(pk=key).update(rank=rank)


@action
def convoke(*, sitting: Sitting, staff: Staff, at: datetime) -> int:
    """Call every member in office of the bodies consulted on its files; how many were called.

    :raises SittingRefused: ``not_yours``, ``convoked``, ``no_files``, ``nobody_sits``.
    """
    require_secretariat(staff, at)
    held = _planned(sitting)
    if not held.items.filter(left_at=None).exists():
        raise SittingRefused("no_files")
    seats = list(seats_of_sitting(held, at))
    if not seats:
        raise SittingRefused("nobody_sits")
    Sitting.objects.filter(pk=held.pk).update(state=Sitting.State.CONVOKED, convoked_at=at)
    for seat in seats:
        call(held, seat, staff, at)
    note(held, "sittings.convoked", actor_of(staff), at, called=len(seats))
    return len(seats)


def lock_sitting(key: uuid.UUID) -> Sitting:
    """The sitting, held until the commit.

    :raises SittingRefused: ``sitting_over``.
    """
    held = Sitting.objects.select_for_update().get(pk=key)
    if not held.is_open:
        raise SittingRefused("sitting_over")
    return held


def require_secretariat(staff: Staff, at: datetime) -> None:
    if not keeps_sittings(roles_of(staff, at)):
        raise SittingRefused("not_yours")


def note(sitting: Sitting, what: str, actor: Actor, at: datetime, **facts: int) -> None:
    """A line of the journal about a sitting."""
    record(what=what, about=f"sitting:{sitting.pk}", actor=actor, at=at, facts=facts)


def _planned(sitting: Sitting) -> Sitting:
    held = lock_sitting(sitting.pk)
    if held.state != Sitting.State.PLANNED:
        raise SittingRefused("convoked")
    return held


def _is_ready(round: Round, sitting: Sitting) -> bool:
    taken = AgendaItem.objects.filter(case=round.case, outcome="", left_at=None).exists()
    return round.ended_at is None and round.project_class == sitting.project_class and not taken

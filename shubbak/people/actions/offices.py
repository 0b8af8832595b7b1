"""Units, positions, appointments and roles."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.people.actions.accounts import end_sessions, keep_an_administrator, name_of
from shubbak.people.models import Appointment, Position, RoleGrant, Staff, Unit
from shubbak.people.queries import unit_tree
from shubbak.people.rules import ROLES, CircularUnits, UnknownRole, would_be_circular


@action
def open_unit(
    *,
    code: str,
    name: Mapping[str, str],
    actor: Actor,
    at: datetime,
    parent: Unit | None = None,
    description: Mapping[str, Any] | None = None,
) -> Unit:
    """A new unit under `parent`, or at the top. `description`: kind, phones, email, place, hours, is_counter.

    :raises django.db.IntegrityError: if the code is taken.
    """
    unit = Unit.objects.create(code=code, name=dict(name), parent=parent, **(description or {}))
    record(what="unit.opened", about=f"unit/{code}", actor=actor, at=at)
    return unit


@action
def describe_unit(
    *,
    unit: Unit,
    actor: Actor,
    at: datetime,
    name: Mapping[str, str],
    phones: list[dict[str, Any]],
    email: str,
    place: Mapping[str, str],
    hours: list[Any],
) -> Unit:
    """Change the words, telephones, place and hours that people are shown."""
    unit.name, unit.phones, unit.email = dict(name), phones, email
    unit.place, unit.hours = dict(place), hours
    unit.save(update_fields=["name", "phones", "email", "place", "hours"])
    record(what="unit.described", about=f"unit/{unit.code}", actor=actor, at=at)
    return unit


@action
def move_unit(*, unit: Unit, parent: Unit | None, actor: Actor, at: datetime) -> Unit:
    """Put a unit under another one.

    :raises CircularUnits: if `parent` stands under `unit`.
    """
    # Two moves at once could close a ring that neither of them sees: all rows are taken, in one order.
    list(Unit.objects.select_for_update().order_by("pk").values_list("pk"))
    if parent is not None and would_be_circular(unit_tree(), unit.pk, parent.pk):
        raise CircularUnits(unit.code)
    unit.parent = parent
    unit.save(update_fields=["parent"])
    record(
        what="unit.moved",
        about=f"unit/{unit.code}",
        actor=actor,
        at=at,
        facts={"under": parent.code if parent else None},
    )
    return unit


@action
def open_position(
    *, code: str, title: Mapping[str, str], unit: Unit, actor: Actor, at: datetime, is_head: bool = False
) -> Position:
    """A new position in a unit.

    :raises django.db.IntegrityError: if the code is taken, or the unit has the position of a head.
    """
    position = Position.objects.create(code=code, title=dict(title), unit=unit, is_head=is_head)
    record(what="position.opened", about=f"position/{code}", actor=actor, at=at)
    return position


@action
def appoint(
    *,
    staff: Staff,
    position: Position,
    actor: Actor,
    starts: datetime,
    at: datetime,
    ends: datetime | None = None,
) -> Appointment:
    """Give somebody a position for a period.

    :raises django.db.IntegrityError: if they hold it already during some of that time.
    """
    appointment = Appointment.objects.create(staff=staff, position=position, starts=starts, ends=ends)
    facts = {"position": position.code, "starts": starts.isoformat()}
    record(what="staff.appointed", about=name_of(staff), actor=actor, at=at, facts=facts)
    return appointment


@action
def end_appointment(*, appointment: Appointment, actor: Actor, at: datetime) -> Appointment:
    """The position ends now; sessions end with it. One that has not begun yet never begins."""
    if appointment.starts >= at:
        Appointment.objects.filter(pk=appointment.pk).delete()
    else:
        appointment.ends = at
        appointment.save(update_fields=["ends"])
    facts = {"position": appointment.position.code}
    record(what="staff.appointment_ended", about=name_of(appointment.staff), actor=actor, at=at, facts=facts)
    end_sessions(staff=appointment.staff)
    return appointment


@action
def grant_role(
    *,
    staff: Staff,
    role: str,
    actor: Actor,
    starts: datetime,
    at: datetime,
    service: str = "",
    unit: Unit | None = None,
    ends: datetime | None = None,
) -> RoleGrant:
    """Let somebody be `role`: for one service or all, for a unit and all under it or everywhere.

    :raises UnknownRole: if there is no such role.
    """
    if role not in ROLES:
        raise UnknownRole(role)
    grant = RoleGrant.objects.create(
        staff=staff, role=role, service=service, unit=unit, starts=starts, ends=ends
    )
    record(what="role.granted", about=name_of(staff), actor=actor, at=at, facts=_facts(grant))
    return grant


@action
def withdraw_role(*, grant: RoleGrant, actor: Actor, at: datetime) -> RoleGrant:
    """The role ends now, and every session of its holder with it. A role not begun yet never begins.

    A role that has ended stays as it was.

    :raises LastAdministrator: if nobody else administers the body.
    """
    if grant.ends is not None and grant.ends <= at:
        return grant
    if grant.role == "administrator" and grant.starts <= at:
        keep_an_administrator(without=grant.staff, at=at)
    if grant.starts >= at:
        RoleGrant.objects.filter(pk=grant.pk).delete()
    else:
        grant.ends = at
        grant.save(update_fields=["ends"])
    record(what="role.withdrawn", about=name_of(grant.staff), actor=actor, at=at, facts=_facts(grant))
    end_sessions(staff=grant.staff)
    return grant


def _facts(grant: RoleGrant) -> dict[str, str | None]:
    return {"role": grant.role, "service": grant.service, "unit": grant.unit.code if grant.unit else None}

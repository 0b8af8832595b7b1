"""Who may be named in a note, what one is named in, and opinions that are awaited."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from shubbak.cases.models import Case, Mention, OpinionRequest
from shubbak.people.models import Absence, Appointment, RoleGrant, Staff, Unit
from shubbak.people.queries import units_above
from shubbak.people.rules import WORKING_ROLES, Roles


def asked_of(roles: Roles) -> list[UUID]:
    """The open files on which the opinion of one's units is awaited: for that time they are seen."""
    if not roles.units:
        return []
    awaited = OpinionRequest.objects.awaited().filter(unit__code__in=roles.units)
    return list(awaited.values_list("case_id", flat=True))


def mentionable(case: Case, at: datetime) -> QuerySet[Staff]:
    """Who may see the file and works: the rule of `permissions.scope` read from the file's side."""
    units = [case.unit_id, *OpinionRequest.objects.awaited().filter(case=case).values_list("unit", flat=True)]
    held = Appointment.objects.in_force(at).filter(position__unit__in=units).values("staff")
    covering = RoleGrant.objects.in_force(at).filter(
        Q(unit=None) | Q(unit__in=units_above(case.unit)),
        role__in=WORKING_ROLES,
        service__in=("", case.service),
    )
    direct = Q(pk__in=held) | Q(pk__in=covering.values("staff")) | Q(pk=case.assignee_id)
    there = Staff.objects.filter(direct).values("pk")
    stand_ins = Absence.objects.in_force(at).filter(staff__in=there).values("stand_in")
    works = RoleGrant.objects.in_force(at).filter(role__in=WORKING_ROLES).values("staff")
    seeing = Staff.objects.filter(direct | Q(pk__in=stand_ins), is_active=True)
    return seeing.filter(pk__in=works).order_by("name", "pk")


def unit_members(unit: Unit, case: Case, at: datetime) -> QuerySet[Staff]:
    """The people of a unit who may be named in a note on this file."""
    held = Appointment.objects.in_force(at).filter(position__unit=unit).values("staff")
    return mentionable(case, at).filter(pk__in=held)


def mentionable_units(case: Case, at: datetime) -> QuerySet[Unit]:
    """The units that have somebody who may be named in a note on this file."""
    held = Appointment.objects.in_force(at).filter(staff__in=mentionable(case, at).values("pk"))
    return Unit.objects.filter(pk__in=held.values("position__unit"))


def unread_mentions(case: Case, staff: Staff) -> Sequence[Mention]:
    """The notes of a file in which somebody is named and that they have not said to have read."""
    found = Mention.objects.filter(note__case=case, staff=staff, read_at=None)
    return list(found.select_related("note", "unit").order_by("pk"))


def opinions_of(case: Case) -> Sequence[OpinionRequest]:
    """What other units were asked about a file, oldest first."""
    return list(OpinionRequest.objects.filter(case=case).select_related("unit", "answer"))

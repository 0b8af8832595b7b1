"""Who may do what with a case. The pack names roles; people's grants fill them."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q

from shubbak.cases.models import Case
from shubbak.catalogue.spec import APPLICANT, CLOCK, PARTNER, RoleBinding, ServiceSpec, Step
from shubbak.journal.rules import Actor
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of, roles_of, unit_keys
from shubbak.people.rules import WORKING_ROLES, Grant, Roles
from shubbak.registry.models import Letter
from shubbak.registry.permissions import keeps_registers, leads_body, opens_letters
from shubbak.registry.queries import held_by

READING_ROLES = frozenset(
    {"agent", "head", "counter", "director", "general_secretary", "complaints", "auditor"}
)
_OVERSEEING = ("head", "director", "general_secretary")
_OUTSIDE = {"applicant": APPLICANT, "clock": CLOCK, "partner": PARTNER}


def roles_of_actor(actor: Actor, at: datetime) -> Roles:
    """What a member of staff may be; nothing for everybody else."""
    if actor.kind != "staff":
        return Roles()
    staff = Staff.objects.filter(pk=actor.id).first()
    return roles_of(staff, at) if staff else Roles()


def scope(roles: Roles, staff_id: int, keys: Mapping[str, int] | None = None) -> Q:
    """Which cases a member of staff may see: the one rule behind lists, counts, search and export.

    Their own files and those of the colleagues for whom they stand in, those of the units where they hold a
    position and a role, and those that a grant of a reading role covers; nothing without any such role, were
    they in charge of it. Units by key, so that an index of the cases answers without the table of units.
    """
    reading = [grant for grant in roles.grants if grant.role in READING_ROLES]
    if not reading:
        return Q(pk__in=[])
    if any(grant.service is None and grant.units is None for grant in reading):
        return Q()
    keys = unit_keys() if keys is None else keys
    whole = roles.units.union(*(grant.units or () for grant in reading if grant.service is None))
    seen = Q(assignee_id__in={staff_id, *roles.stands_in_for}) | Q(unit_id__in={keys[code] for code in whole})
    for grant in reading:
        if grant.service is not None:
            seen |= _covered(grant, keys)
    return seen


def _covered(grant: Grant, keys: Mapping[str, int]) -> Q:
    covered = Q()
    if grant.service is not None:
        covered &= Q(service=grant.service)
    if grant.units is not None:
        covered &= Q(unit_id__in=[keys[code] for code in grant.units])
    return covered


def plays(case: Case, spec: ServiceSpec, roles: Roles, name: str) -> bool:
    """Whether somebody with these roles is what the pack calls `name`, on this case."""
    binding = spec.roles.get(name)
    return binding is not None and _fills(case, roles, binding)


def _fills(case: Case, roles: Roles, binding: RoleBinding) -> bool:
    unit = case.unit.code if binding.unit == "case" else binding.unit or None
    if binding.role == "head" and unit in roles.headed:
        return True
    return roles.has(binding.role, service=case.service, unit=unit)


def may_step(case: Case, spec: ServiceSpec, step: Step, actor: Actor, roles: Roles) -> bool:
    """Whether the actor may take this step: by a role of the pack, or as the applicant, a partner or the
    clock.
    """
    outside = _OUTSIDE.get(actor.kind)
    if outside is not None:
        return outside in step.by
    return any(plays(case, spec, roles, name) for name in step.by)


def heads(case: Case, roles: Roles) -> bool:
    """Whether this is the head of the unit that holds the case."""
    return case.unit.code in roles.headed or roles.has("head", service=case.service, unit=case.unit.code)


def works_on(case: Case, roles: Roles, actor: Actor) -> bool:
    """Whether the actor may write on the file: its assignee or who stands in, its unit, its head, the
    counter, complaints; nobody who holds no role of the work.
    """
    if not any(map(roles.has, WORKING_ROLES)):
        return False
    if str(case.assignee_id) == actor.id or case.assignee_id in roles.stands_in_for:
        return True
    if case.unit.code in roles.units:
        return True
    writing = ("agent", "head", "counter", "complaints", "general_secretary")
    return any(roles.has(role, service=case.service, unit=case.unit.code) for role in writing)


def files_letter(roles: Roles, letter: Letter) -> bool:
    """Whether somebody may lay this letter into a file: whoever opens it and keeps the books, leads the body
    or works in a unit that has it.
    """
    holders = held_by(letter.pk)
    deals = keeps_registers(roles) or leads_body(roles) or not roles.units.isdisjoint(holders)
    return deals and opens_letters(roles, letter, letter.entry.series.register, holders)


def may_be_in_charge(case: Case, staff: Staff, at: datetime) -> bool:
    """Whether the file may be given to this member of staff: only to somebody who works where it lies."""
    return works_on(case, roles_of(staff, at), actor_of(staff))


def may_make_labels(roles: Roles) -> bool:
    """The labels of a body are made by its administrators and by the heads of its units."""
    return roles.has("administrator") or leads(roles)


def leads(roles: Roles) -> bool:
    """Whether these are the roles of a head of some unit, or of somebody who stands in for one."""
    return bool(roles.headed) or roles.has("head")


def units_overseen(roles: Roles) -> frozenset[str] | None:
    """The units whose load one may read: a head's own, all that a director or general secretary reaches.

    None means every unit of the body.
    """
    found = roles.headed
    for role in _OVERSEEING:
        units = roles.units_as(role)
        if units is None:
            return None
        found |= units
    return found


def led(roles: Roles) -> Q:
    """The cases of the units that these roles head: `heads` as a condition."""
    granted = [grant for grant in roles.grants if grant.role == "head"]
    if any(grant.service is None and grant.units is None for grant in granted):
        return Q()
    keys = unit_keys()
    found = Q(unit_id__in=[keys[code] for code in roles.headed])
    for grant in granted:
        found |= _covered(grant, keys)
    return found

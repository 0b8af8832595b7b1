"""Reads of units, staff and persons."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from shubbak.foundation.reading import rows_where, values_told
from shubbak.foundation.text import sort_key_ar
from shubbak.journal.rules import Actor
from shubbak.people.guests import token_hash
from shubbak.people.models import (
    Absence,
    Appointment,
    DutyTurn,
    GuestLink,
    Person,
    Position,
    RoleGrant,
    Staff,
    Unit,
)
from shubbak.people.rules import (
    WORKING_ROLES,
    Grant,
    Roles,
    Turn,
    UnitNode,
    codes_under,
    is_at_work,
    on_duty_for,
)

_STOOD_IN_FOR = """
SELECT this.staff_id FROM people_absence AS this
WHERE this.stand_in_id = %s AND this.starts <= %s AND this.ends > %s
"""
_PLACES = """
people_appointment AS this JOIN people_position AS place ON place.id = this.position_id
JOIN people_unit AS unit ON unit.id = place.unit_id
WHERE this.starts <= %s AND (this.ends IS NULL OR this.ends > %s)
"""
_HELD = f"""
SELECT unit.code, place.is_head FROM {_PLACES} AND this.staff_id = ANY(%s) ORDER BY this.starts, this.id
"""  # noqa: S608 (our own words)
_GRANTED = """
SELECT this.role, this.service, this.unit_id FROM people_rolegrant AS this
WHERE this.starts <= %s AND (this.ends IS NULL OR this.ends > %s)
AND (this.staff_id = %s OR (this.staff_id = ANY(%s) AND this.role = ANY(%s))) ORDER BY this.starts, this.id
"""
_WORKING_IN = f"""
this.is_active AND this.id IN (SELECT this.staff_id FROM {_PLACES} AND (%s OR unit.code = ANY(%s)))
ORDER BY this.name, this.id
"""  # noqa: S608 (our own words)


def actor_of(staff: Staff) -> Actor:
    """Who acts, as the journal writes it."""
    return Actor(kind="staff", id=str(staff.pk), name=staff.name)


def name_of(person: Person) -> str:
    """What the journal's lines about a person are about: no name, and nothing that another table knows."""
    return f"person/{person.pk}"


def unit_in_charge(code: str) -> Unit:
    """The unit that bears this code.

    :raises Unit.DoesNotExist: if none does.
    """
    for unit in rows_where(Unit, "this.code = %s", [code]):
        return unit
    raise Unit.DoesNotExist(code)


def latin_names(staff_ids: Iterable[str]) -> dict[str, str]:
    """The names in Latin letters of the staff that have one, by the text of their id."""
    known = [int(pk) for pk in staff_ids if pk.isdigit()]
    named = Staff.objects.filter(pk__in=known).exclude(name_fr="").values_list("pk", "name_fr")
    return {str(pk): name for pk, name in named}


def units_listed() -> QuerySet[Unit]:
    """Every unit of the body, with the one above it."""
    return Unit.objects.select_related("parent")


def units_coded(codes: Sequence[str]) -> list[Unit]:
    """The units of these codes, in the order of the codes; without those that are none."""
    found = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)} if codes else {}
    return [found[code] for code in codes if code in found]


def units_reached(roles: Roles) -> Sequence[Unit]:
    """The units that these roles reach, by position or by grant."""
    return rows_where(Unit, "(%s OR this.code = ANY(%s)) ORDER BY this.code", _reached(roles))


def _reached(roles: Roles) -> list[Any]:
    """Whether these roles reach every unit, and the codes of those that they reach."""
    everywhere = any(grant.units is None for grant in roles.grants)
    return [everywhere, list(roles.units.union(*(grant.units or frozenset() for grant in roles.grants)))]


def unit_keys() -> dict[str, int]:
    """The key of every unit by its code."""
    return dict(values_told("SELECT code, id FROM people_unit", []))


def unit_tree() -> tuple[UnitNode, ...]:
    """The tree of units as the rules read it."""
    return tuple(UnitNode(*row) for row in Unit.objects.values_list("id", "code", "parent_id"))


def roles_of(staff: Staff, at: datetime) -> Roles:
    """What a member of staff may be at this instant; nothing at all once the account is closed.

    Whoever stands in for an absent colleague is what that colleague is, but for administrator and auditor.
    """
    if not staff.is_active:
        return Roles()
    stands_in_for = frozenset(absent for (absent,) in values_told(_STOOD_IN_FOR, [staff.pk, at, at]))
    absent = list(stands_in_for)
    held = values_told(_HELD, [at, at, [staff.pk, *absent]])
    grants = _grants(values_told(_GRANTED, [at, at, staff.pk, absent, list(WORKING_ROLES)]))
    at_work = [(code, is_head) for code, is_head in held if is_at_work(code, grants)]
    return Roles(
        units=frozenset(code for code, _ in at_work),
        headed=frozenset(code for code, is_head in at_work if is_head),
        grants=grants,
        stands_in_for=stands_in_for,
    )


def _grants(granted: Sequence[tuple[Any, ...]]) -> tuple[Grant, ...]:
    tree = unit_tree() if any(unit for _, _, unit in granted) else ()
    return tuple(
        Grant(role, service or None, None if unit is None else codes_under(tree, unit))
        for role, service, unit in granted
    )


def staff_of(unit: Unit, at: datetime) -> QuerySet[Staff]:
    """The active staff with a position in this very unit, heads first."""
    held = Appointment.objects.in_force(at).filter(position__unit=unit)
    return Staff.objects.filter(is_active=True, pk__in=held.values("staff")).order_by("name", "pk")


def head_of(unit: Unit, at: datetime) -> Staff | None:
    """Who heads this unit now, or stands in for its head; None while nobody does."""
    held = Appointment.objects.in_force(at).filter(
        position__unit=unit, position__is_head=True, staff__is_active=True
    )
    first = held.select_related("staff").order_by("starts", "pk").first()
    return acting_for(first.staff, at) if first else None


def acting_for(staff: Staff, at: datetime) -> Staff:
    """The colleague who stands in while somebody is absent; themselves while they are there."""
    away = Absence.objects.in_force(at).filter(staff=staff, stand_in__is_active=True)
    found = away.select_related("stand_in").first()
    return found.stand_in if found else staff


def on_duty(unit: Unit, at: datetime) -> Staff | None:
    """Who is on duty for a unit now, by the nearest turn above it; None when nobody is."""
    turns = DutyTurn.objects.in_force(at).filter(staff__is_active=True)
    listed = [Turn(staff, place) for staff, place in turns.values_list("staff", "unit")]
    chosen = on_duty_for(listed, units_above(unit)) if listed else None
    return None if chosen is None else acting_for(Staff.objects.get(pk=chosen), at)


def absences_from(at: datetime) -> QuerySet[Absence]:
    """Absences that last or are to come, the next first."""
    return Absence.objects.filter(ends__gt=at).select_related("staff", "stand_in")


def away_at(at: datetime) -> QuerySet[Absence]:
    """Who is away at this instant, each with who stands in."""
    return Absence.objects.in_force(at).select_related("staff", "stand_in").order_by("staff__name", "pk")


def members_of(codes: Collection[str] | None, at: datetime) -> QuerySet[Staff]:
    """The active staff with a position in one of these units; None asks for every unit."""
    held = Appointment.objects.in_force(at)
    if codes is not None:
        held = held.filter(position__unit__code__in=codes)
    return Staff.objects.filter(is_active=True, pk__in=held.values("staff")).order_by("name", "pk")


def staff_of_ids(ids: Iterable[int]) -> dict[int, Staff]:
    """Accounts by their number, open or closed."""
    return Staff.objects.in_bulk(list(ids))


def turns_from(at: datetime) -> QuerySet[DutyTurn]:
    """Turns of duty that last or are to come, the next first."""
    return DutyTurn.objects.filter(ends__gt=at).select_related("staff", "unit")


def staff_listed() -> QuerySet[Staff]:
    """Every open account, by name."""
    return Staff.objects.filter(is_active=True).order_by("name", "pk")


def holders(role: str, unit: Unit | None = None, *, at: datetime) -> QuerySet[Staff]:
    """The active staff who hold a role; with a unit, those whose grant reaches it."""
    grants = RoleGrant.objects.in_force(at).filter(role=role)
    if unit is not None:
        grants = grants.filter(Q(unit__isnull=True) | Q(unit__in=units_above(unit)))
    return Staff.objects.filter(is_active=True, pk__in=grants.values("staff")).order_by("pk")


def units_above(unit: Unit) -> list[int]:
    """The ids of a unit and of all above it, the nearest first."""
    parents = {node.id: node.parent for node in unit_tree()}
    chain, here = [unit.pk], parents.get(unit.pk)
    while here is not None:
        chain.append(here)
        here = parents[here]
    return chain


def staff_with(email: str) -> Staff | None:
    """Whose account this address is, in any letters; None if it is nobody's."""
    return Staff.objects.filter(email=email.strip().lower()).first()


def has_second_factor(staff: Staff) -> bool:
    """True if an authenticator application or a security key is set up; recovery codes alone are none."""
    return _second_factors(staff).exists()


def other_second_factors(staff: Staff, authenticator_id: int) -> bool:
    """True if a second factor would be left without this one."""
    return _second_factors(staff).exclude(pk=authenticator_id).exists()


def _second_factors(staff: Staff) -> QuerySet[Authenticator]:
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=staff.pk, type__in=kinds)
    return found


def factors_of(staff: Staff) -> frozenset[tuple[int, Any]]:
    """What the second factors of a member of staff are made of; another value means that one changed."""
    return frozenset(Authenticator.objects.filter(user_id=staff.pk).values_list("pk", "created_at"))


def records_of_same_person(person: Person) -> QuerySet[Person]:
    """Every record that bears the same identity number or, without one, the same telephone; itself included.

    Two records of one person are not joined: what people write about themselves is not verified.
    """
    same = Q(pk=person.pk)
    if person.identity_number:
        same |= Q(identity_kind=person.identity_kind, identity_number=person.identity_number)
    elif person.phone:
        same |= Q(phone=person.phone, identity_number="")
    return Person.objects.filter(same)


def persons_named(words: str) -> QuerySet[Person]:
    """Persons whose name holds these words, whatever the spelling of their hamzas and articles."""
    found = Person.objects.all()
    for word in sort_key_ar(words).split():
        found = found.filter(name_folded__contains=word)
    return found


def colleagues(roles: Roles, at: datetime) -> Sequence[Staff]:
    """The active staff of the units that these roles reach, by position or by grant."""
    return rows_where(Staff, _WORKING_IN, [at, at, *_reached(roles)])


def staff_numbered(staff_id: int) -> Staff | None:
    """The account of this number, open or closed; None if there is none."""
    return Staff.objects.filter(pk=staff_id).first()


def position_named(code: str) -> Position:
    """The position that bears this code.

    :raises Position.DoesNotExist: if none does.
    """
    return Position.objects.get(code=code)


def positions_of(unit: Unit, at: datetime) -> list[tuple[Position, list[Appointment]]]:
    """The positions of a unit, its head's first, each with who holds it now."""
    held = Appointment.objects.in_force(at).filter(staff__is_active=True).select_related("staff")
    wanted = unit.positions.order_by("-is_head", "code")
    return [(place, list(held.filter(position=place))) for place in wanted]


def appointments_of(staff: Staff) -> QuerySet[Appointment]:
    """Every position that somebody held, holds or will hold, the latest first."""
    return staff.appointments.select_related("position__unit").order_by("-starts", "-pk")


def grants_of(staff: Staff) -> QuerySet[RoleGrant]:
    """Every role that somebody had, has or will have, the latest first."""
    return staff.grants.select_related("unit").order_by("-starts", "-pk")


def everybody_with_their_offices(at: datetime) -> list[tuple[Staff, list[Appointment], list[RoleGrant]]]:
    """All accounts by name, closed ones last, with the positions and roles in force."""
    positions: dict[int, list[Appointment]] = defaultdict(list)
    for held in Appointment.objects.in_force(at).select_related("position__unit"):
        positions[held.staff_id].append(held)
    grants: dict[int, list[RoleGrant]] = defaultdict(list)
    for grant in RoleGrant.objects.in_force(at):
        grants[grant.staff_id].append(grant)
    everybody = Staff.objects.order_by("-is_active", "name", "pk")
    return [(staff, positions[staff.pk], grants[staff.pk]) for staff in everybody]


def guest_link_of(token: str, at: datetime) -> GuestLink | None:
    """The link that bears this token and still stands; None looks the same for all others."""
    found = GuestLink.objects.filter(token_sha256=token_hash(token), revoked_at=None, expires_at__gt=at)
    return found.first()


def guest_links_about(task: str, about: UUID) -> QuerySet[GuestLink]:
    """The links that were made for a task about a thing, the first one first."""
    return GuestLink.objects.filter(task=task, about=about)

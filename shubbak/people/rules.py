"""Who may be what: roles, what they cover, and the shape of what people write about themselves. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

Role = Literal[
    "agent",
    "head",
    "counter",
    "director",
    "general_secretary",
    "complaints",
    "auditor",
    "administrator",
    "registrar",
    "cashier",
    "head_cashier",
]
ROLES: tuple[Role, ...] = get_args(Role)


class PeopleError(Exception):
    """A rule of this room says no; the text is for the log, the door finds the words."""


class CircularUnits(PeopleError):
    """A unit cannot stand under itself."""


class UnknownRole(PeopleError):
    """No such role."""


class LastAdministrator(PeopleError):
    """Without an administrator nobody could open an account or give a role any more."""


class StandInAbsent(PeopleError):
    """The colleague who would stand in is away during some of that time."""


class StandsInMeanwhile(PeopleError):
    """Whoever would be away stands in for somebody else during some of that time."""


class WorksElsewhere(PeopleError):
    """Nobody is on duty for a unit in which they hold no role of the work."""


class WrongPassword(PeopleError):
    """The present password was not the one given."""


class ReasonMissing(PeopleError):
    """Whoever asks to see an identity number says why (promises §2, People)."""


@dataclass(frozen=True)
class Grant:
    """One role, for one service (None: every service) and some units (None: the whole agency)."""

    role: str
    service: str | None = None
    units: frozenset[str] | None = None

    def covers(self, role: str, service: str | None, unit: str | None) -> bool:
        return (
            self.role == role
            and (service is None or self.service is None or self.service == service)
            and (unit is None or self.units is None or unit in self.units)
        )


@dataclass(frozen=True)
class Roles:
    """What one member of staff may be at one instant. Units are codes.

    `units` are those where the person holds a position and a role of the work, `headed` those of them that
    the person heads: a position alone opens nothing, so that a right ends with its role;
    `stands_in_for` are the ids of the colleagues who are away and for whom the person stands in.
    """

    units: frozenset[str] = frozenset()
    headed: frozenset[str] = frozenset()
    grants: tuple[Grant, ...] = ()
    stands_in_for: frozenset[int] = frozenset()

    def has(self, role: str, service: str | None = None, unit: str | None = None) -> bool:
        """True if some grant gives `role`; a service or unit that is not named is not asked about."""
        return any(grant.covers(role, service, unit) for grant in self.grants)

    def units_as(self, role: str, service: str | None = None) -> frozenset[str] | None:
        """The units where `role` is held for `service`; None means the whole agency."""
        covering = [grant for grant in self.grants if grant.covers(role, service, None)]
        if any(grant.units is None for grant in covering):
            return None
        return frozenset().union(*(grant.units or frozenset() for grant in covering))


def is_at_work(unit: str, grants: Iterable[Grant]) -> bool:
    """Whether some role of the work, for whatever service, covers a unit where a position is held."""
    return any(grant.covers(role, None, unit) for grant in grants for role in WORKING_ROLES)


@dataclass(frozen=True)
class UnitNode:
    """A unit in the tree, as the rules see it."""

    id: int
    code: str
    parent: int | None


def codes_under(nodes: Iterable[UnitNode], unit: int) -> frozenset[str]:
    """The code of `unit` and of every unit below it."""
    everyone = tuple(nodes)
    found: dict[int, str] = {node.id: node.code for node in everyone if node.id == unit}
    while new := {node.id: node.code for node in everyone if node.parent in found and node.id not in found}:
        found |= new
    return frozenset(found.values())


def would_be_circular(nodes: Iterable[UnitNode], unit: int, parent: int) -> bool:
    """True if `parent` is `unit` itself or stands somewhere under it."""
    everyone = tuple(nodes)
    code_of_parent = {node.id: node.code for node in everyone}.get(parent)
    return parent == unit or code_of_parent in codes_under(everyone, unit)


WORKING_ROLES: tuple[Role, ...] = (
    "agent", "head", "counter", "complaints", "general_secretary", "director",
)  # fmt: skip
"""Roles that work on files. A stand-in takes these over; who administers or audits is chosen by name."""


@dataclass(frozen=True)
class Cover:
    """`absent` is away from `starts`, included, to `ends`, not included; `by` stands in. Both are ids."""

    absent: int
    by: int
    starts: datetime
    ends: datetime

    def meets(self, other: "Cover") -> bool:
        return self.starts < other.ends and other.starts < self.ends


def check_cover(new: Cover, others: Iterable[Cover]) -> None:
    """Standing in makes no chain: whoever stands in is there themselves.

    :raises StandInAbsent: if the stand-in is away meanwhile.
    :raises StandsInMeanwhile: if the absent one stands in for somebody meanwhile.
    """
    for other in filter(new.meets, others):
        if other.absent == new.by:
            raise StandInAbsent
        if other.by == new.absent:
            raise StandsInMeanwhile


@dataclass(frozen=True)
class Turn:
    """`staff` is on duty for a unit (None: for the whole body)."""

    staff: int
    unit: int | None


def on_duty_for(turns: Iterable[Turn], chain: Sequence[int]) -> int | None:
    """Who is on duty for the first unit of `chain`, which leads from it to the top; the nearest turn counts.

    Of several turns for one unit the first counts; None when nobody is on duty.
    """
    listed = tuple(turns)
    for place in (*chain, None):
        for turn in listed:
            if turn.unit == place:
                return turn.staff
    return None


SEEN_EVERY = timedelta(minutes=1)
"""How often it is written down that a session is in use."""
FORM_WAITS = timedelta(days=1)
"""How long a form that was sent after the end of a session waits for its writer."""
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"))
_SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux")


@dataclass(frozen=True)
class SessionLimits:
    """How long a session of staff may rest, and how long it may last (ASVS 5.0, 7.3.1 and 7.3.2)."""

    rest: timedelta
    length: timedelta

    def end(self, begun: datetime, seen: datetime) -> datetime:
        """When a session that is not used any more ends."""
        return min(seen + self.rest, begun + self.length)


def device_of(agent: str) -> str:
    """The browser and the system that a User-Agent names, ``Firefox, Windows``; empty if it names neither."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    browser = browser or ("Safari" if "Safari/" in agent else "")
    system = next((name for name in _SYSTEMS if name in agent), "")
    return ", ".join(name for name in (browser, system) if name)

"""Who keeps sittings, who sees them, and which files a member sees."""

from datetime import datetime

from shubbak.agencies.queries import in_its_zone
from shubbak.people.rules import Roles
from shubbak.planning.sittings.queries import practice, seats_of_staff

_LEADING = ("director", "general_secretary")
_READING = (*_LEADING, "auditor", "administrator")


def keeps_sittings(roles: Roles) -> bool:
    """The secretariat: whoever works in its unit, where the body has named one, or any head; the leaders."""
    if any(roles.has(role) for role in _LEADING):
        return True
    unit = practice().secretariat
    if unit is None:
        return bool(roles.headed) or roles.has("head")
    return unit.code in roles.units or roles.has("head", unit=unit.code)


def reads_sittings(roles: Roles) -> bool:
    """All of them; a member reads those to which they are called."""
    return keeps_sittings(roles) or any(roles.has(role) for role in _READING)


def comes_in(staff_id: int, roles: Roles, at: datetime) -> bool:
    """Whether somebody has pages of sittings at all: they read them, or sit today."""
    return reads_sittings(roles) or seats_of_staff(staff_id, in_its_zone(at).date()).exists()


def describes_bodies(roles: Roles) -> bool:
    return roles.has("administrator")

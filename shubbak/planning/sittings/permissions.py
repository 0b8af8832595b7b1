"""Who keeps sittings, who sees them, and which files a member sees."""

from shubbak.people.rules import Roles
from shubbak.planning.sittings.queries import practice

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


def describes_bodies(roles: Roles) -> bool:
    return roles.has("administrator")

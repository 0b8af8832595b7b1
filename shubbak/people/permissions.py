"""Who may do what in this room."""

from datetime import datetime

from shubbak.people.models import Staff
from shubbak.people.queries import roles_of


def may_administer(staff: Staff, at: datetime) -> bool:
    """Units, positions, accounts and roles belong to the administrators of the body."""
    return roles_of(staff, at).has("administrator")


def may_reveal_identity(staff: Staff, at: datetime) -> bool:
    """Those who handle files or receive people may read a whole identity number, each time on record."""
    roles = roles_of(staff, at)
    return any(roles.has(role) for role in ("agent", "head", "counter", "complaints"))


def needs_second_factor(staff: Staff) -> bool:
    """Everybody but the accounts of the demonstration."""
    return not staff.is_demo

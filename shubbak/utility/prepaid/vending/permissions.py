"""Who sees prepaid meters at the desk, and who orders something of one."""

from shubbak.people.rules import Roles

_LEAD = ("director", "general_secretary", "head")


def sees_meters(roles: Roles) -> bool:
    """Whoever serves people, and auditors."""
    return orders_meters(roles) or any(roles.has(role) for role in ("agent", "counter", "auditor"))


def orders_meters(roles: Roles) -> bool:
    """Heads, directors and general secretaries: an order may take credit away or open a meter."""
    return any(roles.has(role) for role in _LEAD)

"""Who collects from the accounts of people, and who reads it."""

from shubbak.people.rules import Roles

_COLLECTING = ("head_cashier", "director", "general_secretary")


def collects(roles: Roles) -> bool:
    """The head cashier and those who lead the body: one begins, another approves."""
    return any(roles.has(role) for role in _COLLECTING)


def reads_collections(roles: Roles) -> bool:
    """… and auditors read."""
    return collects(roles) or roles.has("auditor")

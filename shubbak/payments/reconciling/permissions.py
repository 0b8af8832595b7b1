"""Who clears up what banks and gateways say, and who reads it."""

from shubbak.people.rules import Roles

_CLEARING = ("head_cashier", "director", "general_secretary")


def clears_money(roles: Roles) -> bool:
    """The head cashier and those who lead the body; where money moves, two of them."""
    return any(roles.has(role) for role in _CLEARING)


def reads_money(roles: Roles) -> bool:
    """… and auditors read."""
    return clears_money(roles) or roles.has("auditor")

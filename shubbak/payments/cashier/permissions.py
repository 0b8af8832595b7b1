"""Who stands at a till, who answers for all of them, who reads."""

from shubbak.people.rules import Roles


def takes_money(roles: Roles) -> bool:
    """Cashiers, and the head cashier, who may stand in at a till."""
    return roles.has("cashier") or roles.has("head_cashier")


def heads_tills(roles: Roles) -> bool:
    """The head cashier opens tills, signs closings, remits, takes back what others took."""
    return roles.has("head_cashier")


def reads_tills(roles: Roles) -> bool:
    """… and directors and auditors read them."""
    return any(roles.has(role) for role in ("head_cashier", "director", "auditor"))

"""Who at the desk sees the account of a contract, and who changes what stands in it."""

from shubbak.people.rules import Roles

_READ = ("agent", "counter", "head", "complaints", "director", "general_secretary", "auditor")


def reads_contracts(roles: Roles) -> bool:
    """Whoever serves people, leads or audits."""
    return any(roles.has(role) for role in _READ)


def serves_contracts(roles: Roles) -> bool:
    """… and whoever only audits changes nothing."""
    return any(roles.has(role) for role in _READ if role != "auditor")


def changes_supply(roles: Roles) -> bool:
    """Whoever exchanges or adds meters and changes what was agreed on: it changes what is billed."""
    return any(roles.has(role) for role in ("agent", "head", "director"))


def units_served(roles: Roles) -> frozenset[str] | None:
    """The units whose places one sees, beside those of no unit; None means all."""
    reached = [roles.units_as(role) for role in _READ]
    if any(units is None for units in reached):
        return None
    return frozenset().union(*(units for units in reached if units))

"""Who may do what with readings."""

from shubbak.people.rules import Roles


def reviews_readings(roles: Roles) -> bool:
    """Agents and heads of units decide on readings, set campaigns, take files in and out."""
    return roles.has("agent") or roles.has("head")


def suspends_readings(roles: Roles) -> bool:
    """Heads say that nobody comes to read, or that somebody comes again."""
    return roles.has("head")


def units_reviewed(roles: Roles) -> frozenset[str] | None:
    """The units whose places one decides on, beside those of no unit; None means all."""
    agents, heads = roles.units_as("agent"), roles.units_as("head")
    return None if agents is None or heads is None else agents | heads

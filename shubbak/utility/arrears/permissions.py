"""Who follows what is not paid. A cut is approved by whoever leads."""

from shubbak.people.rules import Roles

_LEAD = ("head", "director", "general_secretary")


def follows_arrears(roles: Roles) -> bool:
    """Agents and those who lead see who does not pay, hand orders to crews, note what was done."""
    return roles.has("agent") or approves_cuts(roles)


def approves_cuts(roles: Roles) -> bool:
    """Those who lead order cuts, protect contracts and set the lines."""
    return any(roles.has(role) for role in _LEAD)


def units_followed(roles: Roles) -> frozenset[str] | None:
    """The units whose places one follows, beside those of no unit; None means all."""
    reached = [roles.units_as(role) for role in ("agent", *_LEAD)]
    if any(units is None for units in reached):
        return None
    return frozenset().union(*(units for units in reached if units))

"""Who keeps the books, who leads the body, and who reads lines."""

from shubbak.people.rules import Roles

OPENS_ALL = ("director", "general_secretary")


def keeps_registers(roles: Roles) -> bool:
    """A clerk of the registry office enters, closes days and sees every line."""
    return roles.has("registrar")


def reads_registers(roles: Roles) -> bool:
    """Whoever keeps the books, leads the body or audits it reads their lines."""
    return keeps_registers(roles) or roles.has("auditor") or leads_body(roles)


def signs_days(roles: Roles) -> bool:
    """The line under a day is signed by the clerk and by whoever leads: a head, the director."""
    return any(roles.has(role) for role in (*OPENS_ALL, "head")) and reads_registers(roles)


def leads_body(roles: Roles) -> bool:
    return any(roles.has(role) for role in OPENS_ALL)

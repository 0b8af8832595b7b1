"""Who may write in the books, and who may open what lies in them."""

from collections.abc import Collection

from shubbak.people.rules import Roles
from shubbak.registry.models import Letter, Register
from shubbak.registry.rules import Secrecy

OPENS_ALL = ("director", "general_secretary")


def keeps_registers(roles: Roles) -> bool:
    """A clerk of the registry office enters, closes days and sees every line."""
    return roles.has("registrar")


def reads_registers(roles: Roles) -> bool:
    """Whoever keeps the books, leads the body or audits it reads their lines."""
    return keeps_registers(roles) or roles.has("auditor") or any(roles.has(role) for role in OPENS_ALL)


def signs_days(roles: Roles) -> bool:
    """The line under a day is signed by the clerk and by whoever leads: a head, the director."""
    return any(roles.has(role) for role in (*OPENS_ALL, "head")) and reads_registers(roles)


def opens_letters(
    roles: Roles, letter: Letter, register: Register, holders: Collection[str] = frozenset()
) -> bool:
    """What is confidential or sealed is opened by those who lead; of it the clerk keeps number and name.

    `holders`: codes of the units to which it was sent; their people open what is open, their heads the rest.
    Source: registry-office §4.2 (content hidden from the clerk after registration, each opening logged).
    """
    if letter.secrecy == Secrecy.OPEN and not register.is_confidential:
        return reads_registers(roles) or not roles.units.isdisjoint(holders)
    return any(roles.has(role) for role in OPENS_ALL) or not roles.headed.isdisjoint(holders)

"""Who may open a letter."""

from collections.abc import Collection

from shubbak.people.rules import Roles
from shubbak.registry.books.models import Register
from shubbak.registry.books.permissions import leads_body, reads_registers
from shubbak.registry.letters.models import Letter
from shubbak.registry.letters.rules import Secrecy


def opens_letters(roles: Roles, letter: Letter, register: Register, holders: Collection[str] = ()) -> bool:
    """What is confidential or sealed is opened by those who lead; of it the clerk keeps number and name.

    `holders`: codes of the units to which it was sent; their people open what is open, their heads the rest.
    Source: registry-office §4.2 (content hidden from the clerk after registration, each opening logged).
    """
    if letter.secrecy == Secrecy.OPEN and not register.is_confidential:
        return reads_registers(roles) or not roles.units.isdisjoint(holders)
    return leads_body(roles) or not roles.headed.isdisjoint(holders)

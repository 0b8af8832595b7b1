"""Who instructs, who sends letters through the house, who answers for a unit."""

from collections.abc import Collection

from shubbak.people.rules import Roles
from shubbak.registry.books.models import Register
from shubbak.registry.books.permissions import keeps_registers, leads_body
from shubbak.registry.circulation.models import Handover
from shubbak.registry.letters.models import Letter
from shubbak.registry.letters.permissions import opens_letters
from shubbak.registry.letters.rules import Secrecy


def instructs(roles: Roles, letter: Letter, register: Register, holders: Collection[str] = ()) -> bool:
    """Those who lead the body, and the head of a unit that holds the letter, write on what they may open."""
    leads = leads_body(roles) or not roles.headed.isdisjoint(holders)
    return leads and opens_letters(roles, letter, register, holders)


def dispatches(roles: Roles) -> bool:
    """The registry office sends letters to units, and so do those who lead; of what is confidential the
    clerk sends the envelope.
    """
    return keeps_registers(roles) or leads_body(roles)


def answers_for(roles: Roles, handover: Handover) -> bool:
    """A unit's people accept, return and pass on what was sent to it; of what is confidential, its head."""
    reached = roles.units if handover.letter.secrecy == Secrecy.OPEN else roles.headed
    return handover.unit.code in reached


def sends_circulars(roles: Roles) -> bool:
    """Those who lead the body write circulars; the registry office enters theirs for them."""
    return keeps_registers(roles) or leads_body(roles)

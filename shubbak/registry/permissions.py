"""Who may write in the books, and who may open what lies in them."""

from collections.abc import Collection

from shubbak.people.rules import Roles
from shubbak.registry.models import Draft, Handover, Letter, Register, Visa
from shubbak.registry.rules import Secrecy

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


def opens_letters(roles: Roles, letter: Letter, register: Register, holders: Collection[str] = ()) -> bool:
    """What is confidential or sealed is opened by those who lead; of it the clerk keeps number and name.

    `holders`: codes of the units to which it was sent; their people open what is open, their heads the rest.
    Source: registry-office §4.2 (content hidden from the clerk after registration, each opening logged).
    """
    if letter.secrecy == Secrecy.OPEN and not register.is_confidential:
        return reads_registers(roles) or not roles.units.isdisjoint(holders)
    return leads_body(roles) or not roles.headed.isdisjoint(holders)


def leads_body(roles: Roles) -> bool:
    return any(roles.has(role) for role in OPENS_ALL)


def leads_archives(roles: Roles) -> bool:
    """Those who lead the body set the plan, hold letters, let lists go and hand letters over."""
    return leads_body(roles)


def drafts_letters(roles: Roles) -> bool:
    """Whoever works in a unit, keeps the books or leads the body writes letters."""
    return bool(roles.units) or keeps_registers(roles) or leads_body(roles)


def signs_letters(roles: Roles, unit: str | None) -> bool:
    """Those who lead the body sign its letters; the head of a unit those of the unit."""
    return leads_body(roles) or unit in roles.headed


def writes_draft(staff_id: int, roles: Roles, draft: Draft) -> bool:
    """Its author, whoever stands in for them, and the head of the unit."""
    return acts_as(staff_id, roles, draft.author_id) or (
        draft.unit is not None and draft.unit.code in roles.headed
    )


def signs_draft(staff_id: int, roles: Roles, draft: Draft) -> bool:
    """Whoever is named to sign, or stands in for them, as long as they may sign letters of that unit."""
    is_named = draft.signatory_id is not None and acts_as(staff_id, roles, draft.signatory_id)
    return is_named and signs_letters(roles, draft.unit.code if draft.unit else None)


def gives_visa(staff_id: int, roles: Roles, visa: Visa) -> bool:
    """Whose visa is asked, or whoever stands in for them."""
    return acts_as(staff_id, roles, visa.staff_id)


def sends_letters(roles: Roles) -> bool:
    """Letters leave from the registry office."""
    return keeps_registers(roles)


def acts_as(staff_id: int, roles: Roles, named: int) -> bool:
    """Whether somebody is who is named, or stands in for them while they are away."""
    return staff_id == named or named in roles.stands_in_for


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

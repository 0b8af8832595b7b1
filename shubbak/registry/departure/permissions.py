"""Who writes letters of the body, who agrees to them, who signs and sends them."""

from shubbak.people.rules import Roles
from shubbak.registry.books.permissions import keeps_registers, leads_body
from shubbak.registry.departure.models import Draft, Visa
from shubbak.registry.departure.rules import UNIT_HEAD


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


def gives_visa(staff_id: int, roles: Roles, visa: Visa, draft: Draft) -> bool:
    """Whose visa is asked, or whoever stands in for them; what is asked of a role, not its author."""
    if visa.staff_id is not None:
        return acts_as(staff_id, roles, visa.staff_id)
    if staff_id == draft.author_id:
        return False
    if visa.role == UNIT_HEAD:
        return draft.unit is not None and draft.unit.code in roles.headed
    return roles.has(visa.role)


def sends_letters(roles: Roles) -> bool:
    """Letters leave from the registry office."""
    return keeps_registers(roles)


def acts_as(staff_id: int, roles: Roles, named: int) -> bool:
    """Whether somebody is who is named, or stands in for them while they are away."""
    return staff_id == named or named in roles.stands_in_for

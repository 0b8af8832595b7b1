"""Who bills. Reading bills at the desk belongs to whoever serves people; runs belong to those who lead."""

from shubbak.people.rules import Roles

_LEAD = ("director", "general_secretary", "head")


def runs_bills(roles: Roles) -> bool:
    """Heads, directors and general secretaries begin runs, look at drafts, approve what others began."""
    return any(roles.has(role) for role in _LEAD)


def proposes_corrections(roles: Roles) -> bool:
    """Agents too say what is wrong with a bill; somebody else who leads decides."""
    return roles.has("agent") or runs_bills(roles)


def reads_runs(roles: Roles) -> bool:
    """… and auditors read them."""
    return runs_bills(roles) or roles.has("auditor")

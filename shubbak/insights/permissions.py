"""Who may take tables away, and who audits the body."""

from shubbak.people.rules import Roles

EXPORTING_ROLES = ("head", "director", "general_secretary", "complaints", "auditor")


def may_export(roles: Roles) -> bool:
    """Those who answer for others' files, and auditors: a table leaves the house, a page does not."""
    return bool(roles.headed) or any(roles.has(role) for role in EXPORTING_ROLES)

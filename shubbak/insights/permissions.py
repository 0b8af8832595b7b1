"""Who may take tables away, and who audits the body."""

from shubbak.people.rules import Roles

EXPORTING_ROLES = ("head", "director", "general_secretary", "complaints", "auditor")


def may_export(roles: Roles) -> bool:
    """Those who answer for others' files, and auditors: a table leaves the house, a page does not."""
    return bool(roles.headed) or any(roles.has(role) for role in EXPORTING_ROLES)


def audits_the_body(roles: Roles) -> bool:
    """The journal is of the whole body, and so is its auditor; one of a unit or service reads its files."""
    return any(
        grant.role == "auditor" and grant.units is None and grant.service is None for grant in roles.grants
    )

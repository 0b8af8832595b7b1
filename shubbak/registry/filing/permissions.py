"""Who decides what is kept."""

from shubbak.people.rules import Roles
from shubbak.registry.books.permissions import leads_body


def leads_archives(roles: Roles) -> bool:
    """Those who lead the body set the plan, hold letters, let lists go and hand letters over."""
    return leads_body(roles)

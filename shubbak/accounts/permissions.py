"""Who of the body checks mandates."""

from shubbak.people.rules import Role, Roles

_CHECKERS: tuple[Role, ...] = ("counter", "head", "complaints")


def may_check_mandates(roles: Roles) -> bool:
    """Whoever receives people, or leads those who do: they see the paper and the identity card."""
    return any(roles.has(role) for role in _CHECKERS)

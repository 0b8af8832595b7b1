"""Declaring the registers of an agency."""

from datetime import datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.registry.books.models import Register
from shubbak.registry.books.rules import RegisterFacts, RegistryRefused


@action
def declare_register(*, facts: RegisterFacts, actor: Actor, at: datetime) -> Register:
    """Open a register, or give it another title. Its pattern is settled once a number was printed with it.

    :raises RegistryRefused: ``pattern_settled`` or ``same_pattern``: two registers would print the same
    number.
    """
    if Register.objects.exclude(code=facts.code).filter(pattern=facts.pattern).exists():
        raise RegistryRefused("same_pattern")
    register = Register.objects.filter(code=facts.code).first()
    if register and register.pattern != facts.pattern and register.series.exists():
        raise RegistryRefused("pattern_settled")
    wanted = {
        "kind": facts.kind,
        "pattern": facts.pattern,
        "title": dict(facts.title),
        "direction": facts.direction,
        "is_confidential": facts.is_confidential,
    }
    if register and all(getattr(register, name) == value for name, value in wanted.items()):
        return register
    register, _ = Register.objects.update_or_create(code=facts.code, defaults=wanted)
    record(
        what="registry.register_declared",
        about=facts.code,
        actor=actor,
        at=at,
        facts={"kind": facts.kind, "pattern": facts.pattern},
    )
    return register

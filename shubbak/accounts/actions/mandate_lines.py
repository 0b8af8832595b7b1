"""What every act on a mandate does: lock it, ask who may, write its line, tell both sides."""

from datetime import datetime

from shubbak.accounts.models import Account, Mandate
from shubbak.accounts.permissions import may_check_mandates
from shubbak.accounts.rules import MandateRefused
from shubbak.journal.actions import record
from shubbak.journal.rules import Actor, Fact
from shubbak.notifications.actions import post
from shubbak.notifications.rules import About, Reachable
from shubbak.people.models import Staff
from shubbak.people.queries import roles_of

MANDATE = "mandate"
"""What messages of mandates are about."""


def note(what: str, mandate: Mandate, actor: Actor, at: datetime, *, words: str = "", **facts: Fact) -> None:
    """Names and words stand in the part of the line that can be erased."""
    told = {"holder": mandate.holder_name, "principal": mandate.principal.name}
    private = {**told, "words": words.strip()} if words.strip() else told
    record(what=f"mandate.{what}", about=about_of(mandate), actor=actor, at=at, facts=facts, private=private)


def tell(mandate: Mandate, whom: Reachable, template: str, at: datetime) -> None:
    post(about=About(MANDATE, str(mandate.pk)), person=whom, template=template, at=at)


def about_of(mandate: Mandate) -> str:
    return f"mandate/{mandate.pk}"


def holder_of(mandate: Mandate) -> Actor:
    """The holder acts in their own name."""
    return Actor("applicant", about_of(mandate), mandate.holder_name)


def locked(mandate: Mandate) -> Mandate:
    return Mandate.objects.select_for_update(of=("self",)).select_related("principal").get(pk=mandate.pk)


def check_desk(staff: Staff, at: datetime) -> None:
    if not may_check_mandates(roles_of(staff, at)):
        raise MandateRefused("not_yours")


def is_holder(account: Account, mandate: Mandate) -> bool:
    return (account.kind, account.address) == (mandate.kind, mandate.address)

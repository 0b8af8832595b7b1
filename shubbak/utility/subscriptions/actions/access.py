"""Who may see a contract: number and second fact, or an account in which it is kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from shubbak.cases.actions.access import count_wrong_code
from shubbak.cases.queries.access import blocked_until
from shubbak.cases.rules import TooManyTries
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.notifications.actions import post
from shubbak.notifications.rules import About, Reachable
from shubbak.utility.subscriptions.models import Contract, Group, GroupTie, Tie
from shubbak.utility.subscriptions.queries import (
    contract_of,
    fact_of,
    follower_of,
    group_of,
    kept_fact,
    tried_contract,
)
from shubbak.utility.subscriptions.rules import (
    TRY_WINDOW,
    Fact,
    SubscriptionRefused,
    fact_matches,
    read_number,
)

INVITED = "tie"
"""What the messages of this room are about."""
LIVES = timedelta(days=7)
SHARES = 5
"""To so many others a contract is shown by whoever keeps it: a family, an accountant."""


def prove_contract(*, number: str, fact: Fact, typed: str, at: datetime) -> Contract | None:
    """The contract that a number (ours or an old one) and a second fact of its holder open; else None. Where
    an old one is of a contract that has ended, the fact of whoever holds the next one at its place opens that
    one, and only that one; wrong tries count for both.

    Numbers that nobody has cost the same and count the same. Wherever the tries come from they count
    together: four characters are few.

    :raises TooManyTries: after five wrong tries within a day, for a growing time.
    """
    contract = contract_of(number)
    is_old = contract is not None and read_number(number) != contract.number
    follower = follower_of(contract) if contract and is_old else None
    numbers = [number, follower.number] if follower else [number]
    if follower and fact_matches(typed, kept_fact(follower, fact)):
        contract = follower
    return contract if _is_proved(numbers, kept_fact(contract, fact), typed, at) else None


def prove_group(*, number: str, fact: Fact, typed: str, at: datetime) -> Group | None:
    """The group that its number and a second fact of the institution open; else None, as for a contract.

    :raises TooManyTries:
    """
    group = group_of(number)
    return group if _is_proved([number], fact_of(group.person if group else None, fact), typed, at) else None


@action
def tie_contract(*, contract: Contract, account: UUID, name: str, actor: Actor, at: datetime) -> Tie:
    """Keep a contract, which was just proved, in an account; once, whatever the number of tries."""
    known = Tie.objects.filter(contract=contract, account=account, until=None).first()
    if known:
        return known
    record(what="subscriptions.tied", about=f"contract:{contract.number}", actor=actor, at=at)
    return Tie.objects.create(contract=contract, account=account, name=name.strip()[:60], since=at)


@action
def share_contract(*, tie: Tie, account: UUID, name: str, actor: Actor, at: datetime) -> Tie:
    """Show a contract to somebody else's account: the tenant of the flat, a daughter.

    :raises SubscriptionRefused: ``not_yours`` for what was itself shared or has ended, ``enough_shares``.
    """
    held = Tie.objects.select_for_update().get(pk=tie.pk)
    _check_share(held)
    known = Tie.objects.filter(contract_id=held.contract_id, account=account, until=None).first()
    if known:
        return known
    record(what="subscriptions.shared", about=f"contract:{held.contract.number}", actor=actor, at=at)
    return Tie.objects.create(
        contract_id=held.contract_id, account=account, name=name.strip()[:60], since=at, shared_by=held
    )


@action
def invite_to(*, tie: Tie, person: Reachable, actor: Actor, at: datetime) -> None:
    """Invite whoever reads messages to an address to see a contract; they take it within seven days.

    :raises SubscriptionRefused: as :func:`share_contract`.
    """
    held = Tie.objects.select_for_update().get(pk=tie.pk)
    _check_share(held)
    facts = {"until": (at + LIVES).isoformat()}
    post(about=About(INVITED, str(held.pk)), person=person, template="shared", at=at, facts=facts)
    record(what="subscriptions.invited", about=f"contract:{held.contract.number}", actor=actor, at=at)


@action
def name_tie(*, tie: Tie, name: str, actor: Actor, at: datetime) -> None:
    """What somebody calls a contract in their account."""
    Tie.objects.filter(pk=tie.pk, until=None).update(name=name.strip()[:60])
    record(what="subscriptions.named", about=f"contract:{tie.contract.number}", actor=actor, at=at)


@action
def untie_contract(*, tie: Tie, actor: Actor, at: datetime) -> None:
    """Keep it no more; whoever it was shared with sees it no more either."""
    if not Tie.objects.filter(pk=tie.pk, until=None).update(until=at):
        return
    Tie.objects.filter(shared_by=tie, until=None).update(until=at)
    record(what="subscriptions.untied", about=f"contract:{tie.contract.number}", actor=actor, at=at)


@action
def tie_group(*, group: Group, account: UUID, actor: Actor, at: datetime) -> GroupTie:
    """Keep a group, which was just proved, in an account; once, whatever the number of tries."""
    known = GroupTie.objects.filter(group=group, account=account, until=None).first()
    if known:
        return known
    record(what="subscriptions.group_tied", about=f"group:{group.number}", actor=actor, at=at)
    return GroupTie.objects.create(group=group, account=account, since=at)


@action
def untie_group(*, tie: GroupTie, actor: Actor, at: datetime) -> None:
    """Keep it no more."""
    if GroupTie.objects.filter(pk=tie.pk, until=None).update(until=at):
        record(what="subscriptions.group_untied", about=f"group:{tie.group.number}", actor=actor, at=at)


def _is_proved(numbers: Sequence[str], kept: str, typed: str, at: datetime) -> bool:
    tried = [tried_contract(number) for number in numbers]
    for until in filter(None, (blocked_until(mark, at) for mark in tried)):
        raise TooManyTries(until)
    if fact_matches(typed, kept):
        return True
    for mark in tried:
        count_wrong_code(number_sha256=mark, at=at, window=TRY_WINDOW)
    return False


def _check_share(held: Tie) -> None:
    if held.until or held.shared_by_id:
        raise SubscriptionRefused("not_yours")
    if held.shares.filter(until=None).count() >= SHARES:
        raise SubscriptionRefused("enough_shares")

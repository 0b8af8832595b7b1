"""Groups: the contracts of an institution, on one paper and paid in one go."""

from datetime import date, datetime

from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.payments.ledger.actions import open_payer, pay_for
from shubbak.people.models import Person
from shubbak.utility.subscriptions.models import Contract, Group, GroupTie, Holding, Membership
from shubbak.utility.subscriptions.queries import are_one
from shubbak.utility.subscriptions.rules import SubscriptionRefused, group_number

_NEXT = "SELECT nextval(pg_get_serial_sequence('subscriptions_group', 'id'))"


@action
def open_group(*, name: str, person: Person, actor: Actor, at: datetime) -> Group:
    """Begin a group for an institution, with an account that pays for its contracts.

    :raises SubscriptionRefused: ``not_an_institution``.
    """
    if person.kind != Person.Kind.LEGAL:
        raise SubscriptionRefused("not_an_institution")
    payer = open_payer(currency=current_agency().currency, actor=actor, at=at)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT)
        serial = int(cursor.fetchone()[0])
    group: Group = Group.objects.create(
        id=serial,
        number=group_number(serial),
        name=name.strip() or person.name,
        person=person,
        payer=payer,
        made_at=at,
    )
    record(what="subscriptions.group_opened", about=_about(group), actor=actor, at=at)
    return group


@action
def join_group(*, group: Group, contract: Contract, on: date, actor: Actor, at: datetime) -> Membership:
    """From a day on the bills of a contract stand on the paper of the group, which pays what is owed of it.

    What was owed before stays where it was asked, and is paid with the rest.

    :raises SubscriptionRefused: ``group_ended``, ``contract_closed``, ``other_holder``, ``in_a_group``,
    ``before_it_began``, ``not_yet``.
    """
    if Group.objects.select_for_update().get(pk=group.pk).ended_at:
        raise SubscriptionRefused("group_ended")
    held = _held(contract)
    if not are_one(held.person, group.person):
        raise SubscriptionRefused("other_holder")
    if contract.memberships.exclude(ends__lte=on).exists():
        raise SubscriptionRefused("in_a_group")
    if on < held.starts:
        raise SubscriptionRefused("before_it_began")
    if on > in_its_zone(at).date():
        raise SubscriptionRefused("not_yet")
    pay_for(payer=held.payer_id, by=group.payer_id, actor=actor, at=at)
    facts = {"group": group.number, "on": on.isoformat()}
    about = f"contract:{contract.number}"
    record(what="subscriptions.grouped", about=about, actor=actor, at=at, facts=facts)
    return Membership.objects.create(group=group, contract=contract, starts=on)


@action
def leave_group(*, membership: Membership, on: date, actor: Actor, at: datetime) -> None:
    """From a day on a contract is billed and paid by itself again, with what is still owed of it.

    :raises SubscriptionRefused: ``not_in_it``, ``not_yet``.
    """
    if on > in_its_zone(at).date():
        raise SubscriptionRefused("not_yet")
    running = Membership.objects.filter(pk=membership.pk, ends=None)
    if not running.update(ends=Greatest(F("starts"), on)):
        raise SubscriptionRefused("not_in_it")
    group, contract = membership.group, membership.contract
    _let_go(contract, group, actor, at)
    facts = {"group": group.number, "on": on.isoformat()}
    record(
        what="subscriptions.left_group", about=f"contract:{contract.number}", actor=actor, at=at, facts=facts
    )


@action
def end_group(*, group: Group, actor: Actor, at: datetime) -> None:
    """No grouped bill any more; every contract is billed and paid by itself again, those that ended too.

    :raises SubscriptionRefused: ``group_ended``.
    """
    if not Group.objects.filter(pk=group.pk, ended_at=None).update(ended_at=at):
        raise SubscriptionRefused("group_ended")
    today = in_its_zone(at).date()
    for membership in group.memberships.filter(ends=None).select_related("group", "contract"):
        leave_group(membership=membership, on=today, actor=actor, at=at)
    for paid in group.payer.pays_for.all():
        pay_for(payer=paid.pk, by=None, actor=actor, at=at)
    GroupTie.objects.filter(group=group, until=None).update(until=at)
    record(what="subscriptions.group_ended", about=_about(group), actor=actor, at=at)


def _held(contract: Contract) -> Holding:
    running = Contract.objects.select_for_update().filter(pk=contract.pk, ends=None).first()
    if running is None:
        raise SubscriptionRefused("contract_closed")
    held: Holding = running.holdings.select_related("person").get(ends=None)
    return held


def _let_go(contract: Contract, group: Group, actor: Actor, at: datetime) -> None:
    """Whoever held it under this group pays what they owe of it themselves."""
    theirs = contract.holdings.filter(payer__paid_by=group.payer_id)
    for payer in theirs.values_list("payer", flat=True):
        pay_for(payer=payer, by=None, actor=actor, at=at)


def _about(group: Group) -> str:
    return f"group:{group.number}"

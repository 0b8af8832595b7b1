"""Reads of contracts, places and meters."""

import hashlib
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from shubbak.foundation.money import divide_half_up
from shubbak.foundation.text import sort_key_ar, to_western_digits
from shubbak.people.models import Person
from shubbak.people.rules import Roles
from shubbak.utility.subscriptions.models import (
    Alias,
    Contract,
    Fitting,
    Group,
    GroupTie,
    Holding,
    Membership,
    Terms,
    Tie,
)
from shubbak.utility.subscriptions.permissions import units_served
from shubbak.utility.subscriptions.rules import Asked, Commodity, Fact, read_group_number, read_number

_SHORTEST_NAME = 3
DECLARED_DAYS = 30
"""The days of which the volume of a contract without a meter is told."""


def contract_of(typed: str) -> Contract | None:
    """The contract of a number as typed: ours, else the one reference of a body that was taken over."""
    contracts = Contract.objects.select_related("point")
    found: Contract | None = contracts.filter(number=read_number(typed)).first()
    if found:
        return found
    folded = folded_reference(typed)
    known = list(Alias.objects.filter(folded=folded).values_list("contract", flat=True)[:2]) if folded else []
    return contracts.get(pk=known[0]) if len(set(known)) == 1 else None


def follower_of(contract: Contract) -> Contract | None:
    """The contract that runs where one has ended: whoever brings an old reference may mean this one."""
    if contract.ends is None:
        return None
    running: Contract | None = (
        Contract.objects.select_related("point").filter(point=contract.point_id, ends=None).first()
    )
    return running


def holding_on(contract: Contract, day: date) -> Holding | None:
    """Who holds it on a day; after its end, who held it last."""
    holdings = contract.holdings.select_related("person", "payer")
    return holdings.on(day).first() or holdings.filter(starts__lte=day).order_by("-starts").first()


def terms_on(contract: Contract, day: date) -> Terms | None:
    return contract.terms.on(day).first()


def asked_in(terms: Terms) -> Asked:
    """What was agreed on, as another contract or other terms may take it over."""
    return Asked(tuple(terms.tariffs), terms.power_va, terms.calibre_mm, terms.volume)


def declared_use(contract: Contract, first: date, last: date) -> int:
    """What counts as used on these days, both among them, where no meter stands: the volume of thirty days
    by the days on which it was agreed, in thousandths.
    """
    held = contract.terms.filter(Q(ends=None) | Q(ends__gt=first), starts__lte=last, volume__isnull=False)
    after = last + timedelta(days=1)
    spans = ((terms, min(terms.ends or after, after) - max(terms.starts, first)) for terms in held)
    return divide_half_up(sum(terms.volume * span.days for terms, span in spans), DECLARED_DAYS)


def is_unmetered(contract: Contract) -> bool:
    """Sewerage by a contract of its own, at a place where no meter ever stood."""
    return contract.point.commodity == Commodity.SEWERAGE and not contract.point.fittings.exists()


def meters_on(contract: Contract, day: date) -> QuerySet[Fitting]:
    """The meters that stand at the place of a contract on a day."""
    return Fitting.objects.filter(point=contract.point_id).on(day).select_related("meter")


def contracts_of_account(account: UUID) -> QuerySet[Tie]:
    """What somebody keeps in their account, or was shown there."""
    ties = Tie.objects.filter(account=account, until=None)
    return ties.select_related("contract__point", "shared_by").order_by("contract__number")


def shares_of(tie: Tie) -> QuerySet[Tie]:
    """With whom a kept contract is shared now."""
    return tie.shares.filter(until=None).order_by("since")


def tied_contract(account: UUID, number: str) -> Contract | None:
    """A contract that is kept in an account, by its number; the same answer for none and for another's."""
    tie = contracts_of_account(account).filter(contract__number=read_number(number)).first()
    return tie.contract if tie else None


def groups_of_account(account: UUID) -> QuerySet[GroupTie]:
    """The groups that somebody keeps in their account."""
    ties = GroupTie.objects.filter(account=account, until=None)
    return ties.select_related("group").order_by("group__number")


def tied_group(account: UUID, number: str) -> Group | None:
    """A group that is kept in an account, by its number; the same answer for none and for another's."""
    tie = groups_of_account(account).filter(group__number=read_group_number(number)).first()
    return tie.group if tie else None


def group_of(typed: str) -> Group | None:
    """The group of a number as typed, or of the reference that banks carry."""
    return Group.objects.select_related("person").filter(number=read_group_number(typed)).first()


def membership_of(contract: Contract) -> Membership | None:
    """The group in which a contract is now."""
    return contract.memberships.filter(ends=None).select_related("group").first()


def fact_of(person: Person | None, fact: Fact) -> str:
    """What is known of somebody, against which a second fact is held; nothing of nobody."""
    if person is None:
        return ""
    return person.identity_number if fact is Fact.IDENTITY else person.phone


def are_one(person: Person, other: Person) -> bool:
    """Whether two records are the same institution: one record, or one identity number."""
    named = (person.identity_kind, person.identity_number)
    return person.pk == other.pk or bool(
        person.identity_number and named == (other.identity_kind, other.identity_number)
    )


def kept_fact(contract: Contract | None, fact: Fact) -> str:
    """What is known of the last holder."""
    held = Holding.objects.filter(contract=contract.pk if contract else 0).select_related("person")
    last = held.order_by("-starts").first()
    return fact_of(last.person if last else None, fact)


def tried_contract(typed: str) -> bytes:
    """How a number as typed is remembered: one contract, one count, also under its old reference."""
    known = contract_of(typed)
    name = (
        known.number if known else read_group_number(typed) or read_number(typed) or folded_reference(typed)
    )
    return hashlib.sha256(f"contract|{name}".encode()).digest()


def folded_reference(typed: str) -> str:
    """Letters in capitals and western figures, without what stands between them; 40 signs at most."""
    return "".join(filter(str.isalnum, to_western_digits(typed))).upper()[:40]


def contracts_visible(roles: Roles) -> QuerySet[Contract]:
    """Those of the places that one serves."""
    units, contracts = units_served(roles), Contract.objects.select_related("point")
    if units is None:
        return contracts
    return contracts.filter(Q(point__unit=None) | Q(point__unit__code__in=units))


def contracts_found(typed: str, roles: Roles, most: int = 30) -> list[Contract]:
    """By number or old reference, by the number of a meter, by who holds it; the first that finds any.

    Behind the number of a contract that has ended stands, first, the one that runs at its place now.
    """
    visible, known = contracts_visible(roles), contract_of(typed)
    plain = typed.strip()
    if known:
        follower = follower_of(known)
        both = {known.pk, follower.pk if follower else known.pk}
        return list(visible.filter(pk__in=both).order_by(F("ends").desc(nulls_first=True)))
    fitted = Fitting.objects.filter(ends=None, meter__serial__iexact=plain)
    metered = list(visible.filter(ends=None, point__in=fitted.values("point"))[:most])
    if metered or len(plain) < _SHORTEST_NAME:
        return metered
    held = Holding.objects.filter(person__name_folded__contains=sort_key_ar(plain), ends=None)
    return list(visible.filter(pk__in=held.values("contract"))[:most])


def groups_visible(roles: Roles) -> QuerySet[Group]:
    """Those of whose contracts one sees every one."""
    groups = Group.objects.select_related("person")
    if units_served(roles) is None:
        return groups
    hidden = Membership.objects.exclude(contract__in=contracts_visible(roles))
    return groups.exclude(pk__in=hidden.values("group"))


def groups_found(typed: str, roles: Roles, most: int = 30) -> list[Group]:
    """By number, by the reference of a bank, by name."""
    visible, number, plain = groups_visible(roles), read_group_number(typed), typed.strip()
    if number:
        return list(visible.filter(number=number))
    if len(plain) < _SHORTEST_NAME:
        return []
    folded = sort_key_ar(plain)
    named = Q(name__icontains=plain) | Q(person__name_folded__contains=folded)
    return list(visible.filter(named)[:most])

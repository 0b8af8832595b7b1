"""Reads of contracts, places and meters."""

import hashlib
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from shubbak.foundation.text import sort_key_ar, to_western_digits
from shubbak.people.rules import Roles
from shubbak.utility.subscriptions.models import Alias, Contract, Fitting, Holding, Terms, Tie
from shubbak.utility.subscriptions.permissions import units_served
from shubbak.utility.subscriptions.rules import Fact, read_number

_SHORTEST_NAME = 3


def contract_of(typed: str) -> Contract | None:
    """The contract of a number as typed: ours, else the one reference of a body that was taken over."""
    contracts = Contract.objects.select_related("point")
    found: Contract | None = contracts.filter(number=read_number(typed)).first()
    if found:
        return found
    folded = folded_reference(typed)
    known = list(Alias.objects.filter(folded=folded).values_list("contract", flat=True)[:2]) if folded else []
    return contracts.get(pk=known[0]) if len(set(known)) == 1 else None


def holding_on(contract: Contract, day: date) -> Holding | None:
    """Who holds it on a day; after its end, who held it last."""
    holdings = contract.holdings.select_related("person", "payer")
    return holdings.on(day).first() or holdings.filter(starts__lte=day).order_by("-starts").first()


def terms_on(contract: Contract, day: date) -> Terms | None:
    return contract.terms.on(day).first()


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


def kept_fact(contract: Contract | None, fact: Fact) -> str:
    """What is known of the last holder, against which a second fact is held; nothing of nobody."""
    held = (
        Holding.objects.filter(contract=contract.pk if contract else 0)
        .order_by("-starts")
        .values_list("person__identity_number", "person__phone")
        .first()
    )
    identity, phone = held or ("", "")
    return identity if fact is Fact.IDENTITY else phone


def tried_contract(typed: str) -> bytes:
    """How a number as typed is remembered: one contract, one count, also under its old reference."""
    known = contract_of(typed)
    name = known.number if known else read_number(typed) or folded_reference(typed)
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
    """By number or old reference, by the number of a meter, by who holds it; the first that finds any."""
    visible, known = contracts_visible(roles), contract_of(typed)
    plain = typed.strip()
    if known:
        return list(visible.filter(pk=known.pk))
    fitted = Fitting.objects.filter(ends=None, meter__serial__iexact=plain)
    metered = list(visible.filter(ends=None, point__in=fitted.values("point"))[:most])
    if metered or len(plain) < _SHORTEST_NAME:
        return metered
    held = Holding.objects.filter(person__name_folded__contains=sort_key_ar(plain), ends=None)
    return list(visible.filter(pk__in=held.values("contract"))[:most])

"""Which contract this browser sees: proved here by its number and a second fact, or kept in an account."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from shubbak.accounts.models import Account
from shubbak.agencies.queries import in_its_zone
from shubbak.portal import cookies
from shubbak.portal.depositing import VISITOR
from shubbak.portal.signed_in import account_in
from shubbak.utility.subscriptions.actions import tie_contract, tie_group
from shubbak.utility.subscriptions.models import Contract, Group, Holding
from shubbak.utility.subscriptions.queries import (
    contract_of,
    contracts_of_account,
    group_of,
    holding_on,
    tied_contract,
    tied_group,
)

View = Callable[..., HttpResponseBase]


def of_contract(view: View) -> View:
    """Gives the view who holds the contract; everybody else is asked for its number and a second fact.

    Bills belong to a holding: those of whoever held the contract before are not shown with it.
    """

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, contract_number: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        holding = holding_here(request, contract_number, timezone.now())
        if holding is None:
            asked = request.resolver_match
            return redirect("prepaid_door" if asked and "prepaid" in asked.route else "bills")
        return view(request, holding, *args, **kwargs)

    return guarded


def of_group(view: View) -> View:
    """Gives the view a group that was proved here or is kept in the account that is signed in; everybody else
    is asked for number and second fact.
    """

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, group_number: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        group = group_here(request, group_number, timezone.now())
        if group is None:
            return redirect("bills")
        return view(request, group, *args, **kwargs)

    return guarded


def holding_here(request: HttpRequest, number: str, at: datetime) -> Holding | None:
    """Who holds the contract of this number, if this browser may see it; the same answer for none and for
    another's.
    """
    opened, under = cookies.opened_contract(request)
    if opened == number:
        holding = _held(contract_of(number), at)
        return holding if holding and holding.pk == under else None
    account = account_in(request, at)
    return _held(tied_contract(account.pk, number), at) if account else None


def group_here(request: HttpRequest, number: str, at: datetime) -> Group | None:
    """The group of this number, if this browser may see it; the same answer for none and for another's."""
    group = group_of(number)
    if group and cookies.opened_contract(request) == (group.number, group.pk):
        return group
    account = account_in(request, at)
    return tied_group(account.pk, number) if account else None


def own_account(request: HttpRequest, contract: Contract, at: datetime) -> Account | None:
    """The account that is signed in here, if it keeps the contract itself: nobody shared it."""
    account = account_in(request, at)
    kept = contracts_of_account(account.pk).filter(contract=contract, shared_by=None) if account else None
    return account if kept is not None and kept.exists() else None


def open_contract_here(
    request: HttpRequest, response: HttpResponse, contract: Contract, at: datetime
) -> HttpResponse:
    """From here on this browser sees the contract, and so does the account that is signed in here."""
    holding = _held(contract, at)
    if holding is not None:
        cookies.open_contract(response, contract.number, holding.pk)
    account = account_in(request, at)
    if account is not None:
        tie_contract(contract=contract, account=account.pk, name="", actor=VISITOR, at=at)
    return response


def open_group_here(request: HttpRequest, response: HttpResponse, group: Group, at: datetime) -> HttpResponse:
    """From here on this browser sees the bills of the group together, and so does the account that is signed
    in here.
    """
    cookies.open_contract(response, group.number, group.pk)
    account = account_in(request, at)
    if account is not None:
        tie_group(group=group, account=account.pk, actor=VISITOR, at=at)
    return response


def _held(contract: Contract | None, at: datetime) -> Holding | None:
    return holding_on(contract, in_its_zone(at).date()) if contract else None

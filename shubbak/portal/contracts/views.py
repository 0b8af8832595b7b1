"""My contracts: kept in an account, named, shared with others, kept no more."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shubbak.accounts.models import Account
from shubbak.journal.rules import Actor
from shubbak.portal.contracts.filling import (
    back_to_contracts,
    contracts_page,
    inviting_page,
    kept_page,
    sharing_page,
    untying_group_page,
    untying_page,
)
from shubbak.portal.contracts.forms import NameForm, ShareForm
from shubbak.portal.forms import EmptyForm
from shubbak.portal.limits import limited, spend
from shubbak.portal.pages import MessagePage
from shubbak.portal.signed_in import account_in
from shubbak.utility.subscriptions.actions import (
    invite_to,
    name_tie,
    share_contract,
    untie_contract,
    untie_group,
)
from shubbak.utility.subscriptions.models import Tie
from shubbak.utility.subscriptions.queries import contracts_of_account, groups_of_account, shares_of
from shubbak.utility.subscriptions.rules import SubscriptionRefused
from shubbak.utility.subscriptions.sharing import invitation_of

View = Callable[..., HttpResponseBase]
_LOOK_OR_SEND = ["GET", "HEAD", "POST"]


def _signed_in(view: View) -> View:
    """Gives the view its account; whoever is not signed in is asked for an address."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        account = account_in(request, timezone.now())
        return redirect("sign_in") if account is None else view(request, account, *args, **kwargs)

    return guarded


def _of_tie(view: View) -> View:
    """Gives the view a contract that the account keeps; it is absent for everybody else."""

    @_signed_in
    @wraps(view)
    def guarded(request: HttpRequest, account: Account, tie_id: UUID) -> HttpResponseBase:
        tie = contracts_of_account(account.pk).filter(pk=tie_id).first()
        if tie is None:
            raise Http404
        return view(request, account, tie)

    return guarded


@require_safe
@_signed_in
def contracts(request: HttpRequest, account: Account) -> HttpResponse:
    groups = groups_of_account(account.pk)
    page = contracts_page(contracts_of_account(account.pk), groups, timezone.now())
    return render(request, "portal/contracts.html", {"page": page})


@require_http_methods(_LOOK_OR_SEND)
@_of_tie
def kept(request: HttpRequest, account: Account, tie: Tie) -> HttpResponse:
    """Its name, and with whom it is shared."""
    form = NameForm(request.POST) if request.method == "POST" else NameForm(initial={"name": tie.name})
    if form.is_bound and form.is_valid():
        name_tie(tie=tie, name=form.cleaned_data["name"], actor=_actor(account), at=timezone.now())
        return redirect("contracts")
    page = kept_page(form, tie, shares_of(tie))
    return render(request, "portal/contract_kept.html", {"page": page}, status=422 if form.errors else 200)


@require_http_methods(_LOOK_OR_SEND)
@limited
@_of_tie
def share(request: HttpRequest, account: Account, tie: Tie) -> HttpResponse:
    """Invites whoever reads messages to an address."""
    at, form = timezone.now(), ShareForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        spend(request, "code", at)
        try:
            invite_to(tie=tie, person=form.person(account.language), actor=_actor(account), at=at)
        except SubscriptionRefused:
            form.add_error("address", gettext("This contract cannot be shared any further."))
        else:
            return redirect("kept_contract", tie.pk)
    page = inviting_page(form, tie)
    return render(request, "portal/form.html", {"page": page}, status=422 if form.errors else 200)


@require_http_methods(_LOOK_OR_SEND)
@_of_tie
def untie(request: HttpRequest, account: Account, tie: Tie) -> HttpResponse:
    """Asks once more, then keeps it no more; who saw it by this sees it no more either."""
    if request.method != "POST":
        return render(request, "portal/form.html", {"page": untying_page(EmptyForm(), tie)})
    untie_contract(tie=tie, actor=_actor(account), at=timezone.now())
    return redirect("contracts")


@require_http_methods(_LOOK_OR_SEND)
@_signed_in
def let_go_group(request: HttpRequest, account: Account, tie_id: UUID) -> HttpResponse:
    """Asks once more, then keeps the group no more; it is absent for everybody else."""
    tie = groups_of_account(account.pk).filter(pk=tie_id).first()
    if tie is None:
        raise Http404
    if request.method != "POST":
        return render(request, "portal/form.html", {"page": untying_group_page(EmptyForm())})
    untie_group(tie=tie, actor=_actor(account), at=timezone.now())
    return redirect("contracts")


@require_POST
@_of_tie
def unshare(request: HttpRequest, account: Account, tie: Tie) -> HttpResponse:
    """Ends one share."""
    named = request.POST.get("share")
    ended = next((share for share in shares_of(tie) if str(share.pk) == named), None)
    if ended is not None:
        untie_contract(tie=ended, actor=_actor(account), at=timezone.now())
    return redirect("kept_contract", tie.pk)


@require_http_methods(_LOOK_OR_SEND)
@limited
@_signed_in
def invitation(request: HttpRequest, account: Account, token: str) -> HttpResponse:
    """Takes what was shared with the address of this account."""
    at = timezone.now()
    spend(request, "look_up", at)
    found = invitation_of(token[:200], account.address, at)
    if found is None:
        return _said(
            request,
            gettext("This invitation does not hold for you"),
            gettext("It is for another address, was withdrawn, or is older than seven days."),
        )
    if request.method != "POST":
        return render(request, "portal/form.html", {"page": sharing_page(EmptyForm(), found)})
    try:
        share_contract(tie=found.tie, account=account.pk, name="", actor=_actor(account), at=at)
    except SubscriptionRefused:
        return _said(request, gettext("This contract cannot be shared any further."), "")
    return redirect("contracts")


def _actor(account: Account) -> Actor:
    return Actor("applicant", f"account/{account.pk}")


def _said(request: HttpRequest, title: str, words: str) -> HttpResponse:
    page = MessagePage(title, words, [back_to_contracts()], is_done=False)
    return render(request, "portal/message.html", {"page": page}, status=409)

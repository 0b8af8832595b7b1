"""Acting for another: asking for a mandate, inviting members of an institution, ending it at once."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shubbak.accounts import actions
from shubbak.accounts.models import Account, Mandate
from shubbak.accounts.queries import mandate_before, today_at
from shubbak.accounts.rules import MandateRefused
from shubbak.documents.rules import FileRefused
from shubbak.documents.wording import refusal_words
from shubbak.portal.filling.mandates import back_to_files, mandate_page
from shubbak.portal.forms import EmptyForm
from shubbak.portal.limits import limited, spend
from shubbak.portal.mandate_forms import InviteForm, MandateForm
from shubbak.portal.pages import FormPage, Link, MessagePage
from shubbak.portal.receiving import store_paper
from shubbak.portal.signed_in import account_in
from shubbak.portal.wording import mandate_words

_LOOK_OR_SEND = ["GET", "HEAD", "POST"]
View = Callable[..., HttpResponseBase]


def _signed_in(view: View) -> View:
    """Gives the view its account; whoever is not signed in is asked for an address."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        account = account_in(request, timezone.now())
        return redirect("sign_in") if account is None else view(request, account, *args, **kwargs)

    return guarded


def _of_mandate(view: View) -> View:
    """Gives the view a mandate of which the account is one side; it is absent for everybody else."""

    @_signed_in
    @wraps(view)
    def guarded(request: HttpRequest, account: Account, mandate_id: UUID) -> HttpResponseBase:
        found = mandate_before(account, mandate_id, timezone.now())
        if found is None:
            raise Http404
        return view(request, account, found)

    return guarded


@require_http_methods(_LOOK_OR_SEND)
@limited
@_signed_in
def ask(request: HttpRequest, account: Account) -> HttpResponse:
    """Asks for a mandate, with its paper."""
    form = (
        MandateForm(account, request.POST, request.FILES)
        if request.method == "POST"
        else MandateForm(account)
    )
    if form.is_bound and form.is_valid():
        spend(request, "upload", timezone.now())
        asked = _asked(account, form)
        if asked is not None:
            return redirect("mandate", asked.pk)
    return _form(request, _asking(form), 422 if form.errors else 200)


def _asked(account: Account, form: MandateForm) -> Mandate | None:
    at = timezone.now()
    try:
        return actions.ask_mandate(
            account=account,
            principal=form.principal(),
            holder_name=form.cleaned_data["holder"],
            terms=form.terms(today_at(at)),
            paper=store_paper(form.cleaned_data["paper"][0], at),
            at=at,
        )
    except FileRefused as refused:
        form.add_error("paper", refusal_words(refused))
    except MandateRefused as refused:
        form.add_error(None, mandate_words(refused))
    return None


def _asking(form: MandateForm) -> FormPage:
    return FormPage(
        title=gettext("Act for another"),
        intro=gettext(
            "With a power of attorney, or in the name of an institution. Come to the counter with the paper"
            " and your identity card: it is checked and accepted there, and ends there or here at any time."
        ),
        form=form,
        submit=gettext("Send it to the counter"),
        back=back_to_files(),
        consent=(
            gettext(
                "What you write serves to check that you may act for this person, and to tell both of you;"
                " it serves nothing else. The counter and the units that handle the files read it."
            ),
            gettext("It is erased with the last file of the mandate, or a year after its end."),
        ),
    )


@require_safe
@_of_mandate
def mandate(request: HttpRequest, account: Account, found: Mandate) -> HttpResponse:
    """What it allows, how it stands, and who else acts for an institution."""
    page = mandate_page(found, account, timezone.now())
    return render(request, "portal/mandate.html", {"page": page})


@require_http_methods(_LOOK_OR_SEND)
@limited
@_of_mandate
def invite(request: HttpRequest, account: Account, found: Mandate) -> HttpResponse:
    """An owner invites somebody else to act for the institution."""
    at, form = timezone.now(), InviteForm(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        spend(request, "code", at)
        said, terms = form.cleaned_data, form.terms(today_at(at))
        try:
            actions.invite_member(
                owner=found, account=account, address=form.given(), name=said["name"], terms=terms, at=at
            )
        except MandateRefused as refused:
            form.add_error(None, mandate_words(refused))
        else:
            return redirect("mandate", found.pk)
    return _form(request, _inviting(form, found), 422 if form.errors else 200)


def _inviting(form: InviteForm, owner: Mandate) -> FormPage:
    said = gettext("They open “My files” with a code sent to this address, and then act for %(name)s.")
    return FormPage(
        title=gettext("Invite somebody"),
        intro=said % {"name": owner.principal.name},
        form=form,
        submit=gettext("Send the invitation"),
        back=Link(gettext("Back"), reverse("mandate", args=[owner.pk])),
    )


@require_POST
@_of_mandate
def answer(request: HttpRequest, account: Account, found: Mandate) -> HttpResponse:
    """Takes an invitation, or leaves it."""
    accepts = request.POST.get("accepts") == "yes"
    try:
        actions.answer_invitation(mandate=found, account=account, accepts=accepts, at=timezone.now())
    except MandateRefused as refused:
        return _said(request, mandate_words(refused), is_done=False)
    return redirect("account")


@require_http_methods(_LOOK_OR_SEND)
@_of_mandate
def end(request: HttpRequest, account: Account, found: Mandate) -> HttpResponse:
    """Asks once more, then ends it: the next request under it is refused."""
    is_mine = (found.kind, found.address) == (account.kind, account.address)
    if request.method != "POST":
        return _form(request, _ending(found), 200)
    try:
        if is_mine:
            actions.renounce(mandate=found, account=account, at=timezone.now())
        else:
            actions.revoke(mandate=found, account=account, at=timezone.now())
    except MandateRefused as refused:
        return _said(request, mandate_words(refused), is_done=False)
    return _said(request, gettext("The mandate has ended. It opens nothing any more."))


def _ending(found: Mandate) -> FormPage:
    said = gettext("%(holder)s acts no more for %(principal)s, from now on. Both are told.")
    return FormPage(
        title=gettext("End this mandate"),
        intro=said % {"holder": found.holder_name, "principal": found.principal.name},
        form=EmptyForm(),
        submit=gettext("End it at once"),
        back=Link(gettext("Back"), reverse("mandate", args=[found.pk])),
        is_grave=True,
    )


def _said(request: HttpRequest, words: str, *, is_done: bool = True) -> HttpResponse:
    page = MessagePage(words, "", [back_to_files()], is_done=is_done)
    return render(request, "portal/message.html", {"page": page}, status=200 if is_done else 409)


def _form(request: HttpRequest, page: FormPage, status: int) -> HttpResponse:
    return render(request, "portal/form.html", {"page": page}, status=status)

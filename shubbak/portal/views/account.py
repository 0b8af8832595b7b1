"""An account without a password: an address, a code sent to it, the files of whoever can read it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shubbak.accounts.actions import ask_for_code, close_account, sign_in, sign_out, sign_out_everywhere
from shubbak.accounts.rules import TooManyCodes
from shubbak.foundation.text import isolate_ltr
from shubbak.portal import cookies
from shubbak.portal.filling.account import account_page, address_shown
from shubbak.portal.forms import AddressForm, CodeForm, EmptyForm
from shubbak.portal.limits import come_back, limited, spend
from shubbak.portal.pages import FormPage, Link, MessagePage
from shubbak.portal.signed_in import account_in

_LOOK_OR_SEND = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """My files; whoever is not signed in is asked for an address first."""
    at = timezone.now()
    mine = account_in(request, at)
    if mine is None:
        return redirect("sign_in")
    return render(request, "portal/account.html", {"page": account_page(mine, at)})


@never_cache
@require_http_methods(_LOOK_OR_SEND)
@limited
def door(request: HttpRequest) -> HttpResponse:
    """Asks for an address and sends a code to it: the answer is the same for every address."""
    at, form = timezone.now(), AddressForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _form(request, _door(form), 422 if form.errors else 200)
    spend(request, "code", at)
    address = form.given()
    try:
        asked = ask_for_code(address=address, language=get_language() or "ar", at=at)
    except TooManyCodes as refused:
        return come_back(request, refused.until, gettext("This address has had its codes for now"))
    response = redirect("sign_in_code")
    cookies.remember_asked(response, asked, address_shown(address.kind, address.text))
    return response


@never_cache
@require_http_methods(_LOOK_OR_SEND)
@limited
def code(request: HttpRequest) -> HttpResponse:
    """Reads the code that was sent, and opens the account."""
    at, asked = timezone.now(), cookies.asked_code(request)
    if asked is None:
        return redirect("sign_in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        spend(request, "look_up", at)
        token = sign_in(asked=UUID(asked[0]), typed=form.cleaned_data["code"], at=at)
        if token is not None:
            return _signed_in(token)
        form.add_error(
            "code", gettext("This code is wrong, used or older than ten minutes. Ask for another.")
        )
    return _form(request, _code(form, asked[1]), 422 if form.errors else 200)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Signs out on this device, or on all."""
    at = timezone.now()
    mine = account_in(request, at)
    if mine is not None and request.POST.get("where") == "everywhere":
        sign_out_everywhere(account=mine, at=at)
    elif mine is not None:
        sign_out(account=mine, token=cookies.account_token(request), at=at)
    home = Link(gettext("Home page"), reverse("home"))
    page = MessagePage(gettext("You are signed out"), gettext("Your files stay where they are."), [home])
    response = render(request, "portal/message.html", {"page": page})
    cookies.forget_account(response)
    return response


@never_cache
@require_http_methods(_LOOK_OR_SEND)
def close(request: HttpRequest) -> HttpResponse:
    """Asks once more, then forgets the account."""
    at = timezone.now()
    mine = account_in(request, at)
    if mine is None:
        return redirect("sign_in")
    if request.method != "POST":
        return _form(request, _closing(EmptyForm()), 200)
    close_account(account=mine, at=at)
    home = Link(gettext("Home page"), reverse("home"))
    said = gettext("We keep nothing of it. Your files open with their number and their tracking code.")
    page = MessagePage(gettext("Your account is closed"), said, [home])
    response = render(request, "portal/message.html", {"page": page})
    cookies.forget_account(response)
    return response


def _closing(form: EmptyForm) -> FormPage:
    return FormPage(
        title=gettext("Close my account"),
        intro=gettext(
            "The address, the sessions and the list of files are erased at once. The files themselves stay"
            " for their time of keeping: ask for their erasure on the page “What is kept about me” of each."
        ),
        form=form,
        submit=gettext("Close my account"),
        back=Link(gettext("My files"), reverse("account")),
        is_grave=True,
    )


def _signed_in(token: str) -> HttpResponse:
    response = redirect("account")
    cookies.keep_account(response, token)
    return response


def _form(request: HttpRequest, page: FormPage, status: int) -> HttpResponse:
    return render(request, "portal/form.html", {"page": page}, status=status)


def _door(form: AddressForm) -> FormPage:
    return FormPage(
        title=gettext("My files"),
        intro=gettext(
            "All of your files in one place, without a password: we send a code to your e-mail address or"
            " your telephone. You may deposit and track without this, too."
        )
        + " "
        + gettext(
            "Whoever can read your messages can open your files, and a telephone number may pass to somebody"
            " else: the number and the code of each file are the safer way."
        ),
        form=form,
        submit=gettext("Send me a code"),
        back=Link(gettext("Home page"), reverse("home")),
        consent=(
            gettext("Your address serves to send you codes and to show you your files, and nothing else."),
            gettext("It is kept until you close your account, which you may do at any time."),
        ),
    )


def _code(form: CodeForm, address: str) -> FormPage:
    said = gettext("We have sent six figures to %(address)s. They work for ten minutes.")
    return FormPage(
        title=gettext("Write the code"),
        intro=said % {"address": isolate_ltr(address)},
        form=form,
        submit=gettext("Open my files"),
        back=Link(gettext("Another address, or another code"), reverse("sign_in")),
    )

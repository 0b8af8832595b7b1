"""Beginning a deposit, coming back to one, and saying for whom it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.accounts.queries import mandate_for_service
from shubbak.cases.actions import drop_draft
from shubbak.cases.queries import draft_by_token
from shubbak.portal import cookies
from shubbak.portal.depositing import begun
from shubbak.portal.filling.deposit import later_page, offer_page, where_it_stands
from shubbak.portal.for_whom import OnBehalfForm, keep_for_whom
from shubbak.portal.limits import limited, spend
from shubbak.portal.pages import FormPage, Link, MessagePage
from shubbak.portal.signed_in import account_in
from shubbak.portal.views.deposit import writing_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Offers the draft that was begun here; without one, or on request, begins anew."""
    writing = writing_in(request, code, timezone.now())
    draft = writing.draft
    if draft is not None and not draft.case_id:
        if request.method != "POST":
            return render(request, "portal/offer.html", {"page": offer_page(writing, draft)})
        drop_draft(draft=draft)
    response = redirect("question", code, writing.spec.shown_pages({})[0].id)
    cookies.forget_draft(response, code)
    return response


@never_cache
@require_safe
def later(request: HttpRequest, code: str) -> HttpResponse:
    """The link with which to come back, from another device too, and until when."""
    writing = writing_in(request, code, timezone.now())
    if writing.draft is None:
        return redirect("start", code)
    return render(request, "portal/later.html", {"page": later_page(writing, writing.draft)})


@never_cache
@require_safe
@limited
def come_back(request: HttpRequest, token: str) -> HttpResponse:
    """Opens a draft in this browser."""
    at = timezone.now()
    spend(request, "look_up", at)
    draft = draft_by_token(token, at)
    if draft is None:
        gone = MessagePage(
            gettext("This draft is not kept any more"),
            gettext("It was deposited, given up, or its time has run out. You may begin a new deposit."),
            [Link(gettext("Guide to services"), reverse("services"))],
            is_done=False,
        )
        return render(request, "portal/message.html", {"page": gone}, status=404)
    response = redirect(where_it_stands(draft))
    cookies.keep_draft(response, draft.service_version.service, token)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited
def on_behalf(request: HttpRequest, code: str) -> HttpResponse:
    """For whom the deposit is, where it is for somebody else; an empty name takes it back."""
    writing = writing_in(request, code, timezone.now())
    account = account_in(request, writing.at)
    mandates = mandate_for_service(account, code, writing.at) if account else []
    form = OnBehalfForm.of(writing, request.POST if request.method == "POST" else None, mandates)
    if request.method == "POST":
        spend(request, "answer", writing.at)
        if form.is_valid():
            writing = begun(writing)
            draft = keep_for_whom(writing, form, account)
            response = redirect(where_it_stands(draft))
            cookies.keep_draft(response, code, writing.token)
            return response
    page = _for_whom(code, form, is_over="over" in request.GET)
    return render(request, "portal/form.html", {"page": page})


def _for_whom(code: str, form: OnBehalfForm, *, is_over: bool) -> FormPage:
    over = gettext(
        "The mandate under which you wrote this is over: nothing was registered, the draft is kept."
    )
    return FormPage(
        title=gettext("For whom do you deposit?"),
        intro=over
        if is_over
        else gettext(
            "Give the person or company whose matter this is. Your own name stays on the file as the one who"
            " deposits. Leave the name empty if it is your own matter."
        ),
        form=form,
        submit=gettext("Save and go on"),
        back=Link(gettext("Back"), reverse("start", args=[code])),
    )

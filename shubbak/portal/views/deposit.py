"""A deposit: one question a page, a review, and the receipt. Whoever stops half-way comes back to it."""

from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shubbak.cases.models import Case, Draft
from shubbak.catalogue.forms import PageForm
from shubbak.catalogue.queries import UnknownService
from shubbak.catalogue.spec import Page
from shubbak.portal import cookies
from shubbak.portal.depositing import Kept, Writing, keep_page, register, take_away, writing_of
from shubbak.portal.filling.deposit import REVIEW, question_page, question_url, review_page
from shubbak.portal.limits import limited, spend
from shubbak.portal.pages import Link, MessagePage
from shubbak.portal.signed_in import account_in, bring_in_deposit, known_of

_LOOK_OR_SEND = ["GET", "HEAD", "POST"]


def writing_in(request: HttpRequest, code: str, at: datetime) -> Writing:
    """The deposit of a service that this browser writes.

    :raises Http404: if the agency does not offer the service.
    """
    try:
        writing = writing_of(code, cookies.draft_token(request, code), at)
    except UnknownService:
        raise Http404 from None
    return replace(writing, known=known_of(account_in(request, at)))


def to_receipt(case_id: object) -> HttpResponse:
    return redirect("receipt", case_id)


@never_cache
@require_http_methods(_LOOK_OR_SEND)
@limited
def question(request: HttpRequest, code: str, page: str) -> HttpResponse:
    """One page of the form."""
    writing = writing_in(request, code, timezone.now())
    if writing.draft is not None and writing.draft.case_id:
        return to_receipt(writing.draft.case_id)
    shown = writing.page(page)
    if shown is None:
        return redirect("start", code)
    if request.method == "POST":
        return _answered(request, writing, shown)
    return _asked(request, writing, shown, writing.form(shown))


def _asked(
    request: HttpRequest, writing: Writing, page: Page, form: PageForm, status: int = 200
) -> HttpResponse:
    filled = question_page(writing, page, form)
    return render(request, "portal/question.html", {"page": filled}, status=status)


def _answered(request: HttpRequest, writing: Writing, page: Page) -> HttpResponse:
    spend(request, "answer", writing.at)
    if request.FILES:
        spend(request, "upload", writing.at, sum(len(sent) for _, sent in request.FILES.lists()))
    kept = keep_page(writing, page, request)
    take_away(kept.writing, request.POST.get("remove", ""))
    response = _onward(request, kept, page)
    cookies.keep_draft(response, writing.code, kept.writing.token)
    return response


def _onward(request: HttpRequest, kept: Kept, page: Page) -> HttpResponse:
    """Where the button leads: saving never needs a whole page, going on does."""
    code, go = kept.writing.code, request.POST.get("go", "on")
    if go == "autosave":
        return HttpResponse(status=204)
    if "remove" in request.POST:
        return redirect(request.get_full_path())
    if go == "later":
        return redirect("later", code)
    if go == "other":
        return redirect("on_behalf", code)
    if kept.form.is_reshaping:
        return _asked(request, kept.writing, page, kept.form)
    if not kept.form.is_valid():
        return _asked(request, kept.writing, page, kept.form, status=422)
    return redirect(_next(kept.writing, page, is_change="from" in request.GET))


def _next(writing: Writing, page: Page, *, is_change: bool) -> str:
    """The page that follows; after a change, the first that misses an answer now, or the review."""
    if is_change:
        missing = next((writing.page_of(problem) for problem in writing.problems()), None)
        return question_url(writing.code, missing.id, REVIEW) if missing else _review_url(writing)
    following = writing.after(page)
    return question_url(writing.code, following.id) if following else _review_url(writing)


def _review_url(writing: Writing) -> str:
    return reverse("review", args=[writing.code])


@never_cache
@require_http_methods(_LOOK_OR_SEND)
@limited
def review(request: HttpRequest, code: str) -> HttpResponse:
    """All answers at once; the button that registers them."""
    writing = writing_in(request, code, timezone.now())
    if writing.draft is None:
        return redirect("start", code)
    if writing.draft.case_id:
        return to_receipt(writing.draft.case_id)
    if request.method == "POST":
        spend(request, "deposit", writing.at)
        return _registered(request, writing, writing.draft)
    return render(request, "portal/review.html", {"page": review_page(writing, {})})


def _registered(request: HttpRequest, writing: Writing, draft: Draft) -> HttpResponse:
    """Registered as N, or not registered and kept: never anything else."""
    outcome = register(draft, account_in(request, writing.at), writing.at)
    if outcome.case is not None:
        return _with_file_open(request, writing, outcome.case)
    if outcome.mandate_over:
        return redirect(f"{reverse('on_behalf', args=[writing.code])}?over")
    if outcome.problems:
        page = review_page(writing, outcome.problems)
        return render(request, "portal/review.html", {"page": page}, status=422)
    again = MessagePage("", "", [Link("", _review_url(writing))], is_done=False)
    response = render(request, "portal/not_saved.html", {"page": again}, status=503)
    response.headers["Retry-After"] = "60"
    return response


def _with_file_open(request: HttpRequest, writing: Writing, case: Case) -> HttpResponse:
    bring_in_deposit(request, case, writing.at)
    response = to_receipt(case.pk)
    cookies.open_file(response, case.pk, case.code_generation)
    cookies.keep_draft(response, writing.code, writing.token, cookies.DEPOSITED_DRAFT_LIVES)
    return response

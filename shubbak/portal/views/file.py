"""The pages of a file, for whoever opened it here with its code or its link, or in their account."""

import logging
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
from django.views.decorators.http import require_safe

from shubbak.agencies.queries import current_agency
from shubbak.cases.letter_papers import letter_sheet
from shubbak.cases.models import Case
from shubbak.cases.papers import receipt_sheet
from shubbak.cases.queries import case_opened_before
from shubbak.cases.queries.applicant import letter_of_applicant, paper_of_applicant
from shubbak.documents.paper import render as printed
from shubbak.documents.rules import NotServed
from shubbak.documents.serving import as_attachment
from shubbak.documents.sheets import Sheet
from shubbak.documents.wording import not_served_words
from shubbak.foundation.text import isolate_ltr
from shubbak.portal import cookies
from shubbak.portal.filling.acts import back_to
from shubbak.portal.filling.kept import kept_page
from shubbak.portal.filling.receipt import receipt_page
from shubbak.portal.filling.tracking import decision_page, tracking_page
from shubbak.portal.limits import View
from shubbak.portal.pages import Link, MessagePage
from shubbak.portal.signed_in import file_in_account

_log = logging.getLogger(__name__)


def _may_look(case: Case) -> bool:  # noqa: ARG001 (the shape of every condition)
    return True


def _may_act(case: Case) -> bool:
    return case.lent is None or case.lent.may_act


def _has_code(case: Case) -> bool:
    return case.lent is None or case.lent.has_code


def of_file(view: View, may: Callable[[Case], bool] = _may_look) -> View:
    """Gives the view its case, if this browser opened it, or it is of the account that is signed in here;
    everybody else is asked for number and code. Whoever may only look is led back to the page of the file.
    """

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, case_id: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        case = _opened_here(request, case_id) or file_in_account(request, case_id, timezone.now())
        if case is None:
            return redirect("track")
        if not may(case):
            return redirect("file", case.pk)
        return view(request, case, *args, **kwargs)

    return guarded


def acting_on_file(view: View) -> View:
    """As `of_file`, for those who may also act on it."""
    return of_file(view, _may_act)


def with_code(view: View) -> View:
    """As `of_file`, for pages that show the code: whoever sees somebody else's deposit does not get it."""
    return of_file(view, _has_code)


def _opened_here(request: HttpRequest, case_id: UUID) -> Case | None:
    generation = cookies.opened_generation(request, case_id)
    return None if generation is None else case_opened_before(case_id, generation)


@require_safe
@of_file
def file(request: HttpRequest, case: Case) -> HttpResponse:
    page = tracking_page(case, timezone.now())
    return render(request, "portal/tracking.html", {"page": page})


@require_safe
@with_code
def receipt(request: HttpRequest, case: Case) -> HttpResponse:
    """Whatever else fails on this page: it is registered, and says so."""
    try:
        page = receipt_page(case, timezone.now())
    except Exception:
        _log.exception("the receipt page of a registered deposit failed")
        said = gettext("Your deposit is registered as number %(number)s")
        link = Link(gettext("Track a file"), reverse("file", args=[case.pk]))
        plain = MessagePage(said % {"number": isolate_ltr(case.number)}, "", [link])
        return render(request, "portal/message.html", {"page": plain})
    return render(request, "portal/receipt.html", {"page": page})


@require_safe
@acting_on_file
def kept(request: HttpRequest, case: Case) -> HttpResponse:
    """What is kept about the people of the file, and who looked."""
    return render(request, "portal/kept.html", {"page": kept_page(case)})


@require_safe
@of_file
def decision(request: HttpRequest, case: Case) -> HttpResponse:
    page = decision_page(case, timezone.now())
    if page is None:
        return redirect("file", case.pk)
    return render(request, "portal/decision.html", {"page": page})


@require_safe
@with_code
def receipt_pdf(request: HttpRequest, case: Case) -> HttpResponse:  # noqa: ARG001 (a view's shape)
    return _as_pdf(receipt_sheet(case, current_agency()))


@require_safe
@of_file
def letter(request: HttpRequest, case: Case, letter_id: UUID) -> HttpResponse:  # noqa: ARG001
    found = letter_of_applicant(case, letter_id)
    if found is None:
        raise Http404
    return _as_pdf(letter_sheet(case, found, current_agency()))


@require_safe
@of_file
def paper(request: HttpRequest, case: Case, document_id: UUID) -> HttpResponseBase:
    found = paper_of_applicant(case, document_id)
    if found is None:
        raise Http404
    try:
        return as_attachment(found)
    except NotServed as refused:
        page = MessagePage(not_served_words(refused), "", [back_to(case)], is_done=False)
        return render(request, "portal/message.html", {"page": page}, status=404)


def _as_pdf(sheet: Sheet) -> HttpResponse:
    response = HttpResponse(printed(sheet, current_agency()), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response

"""People read their own meters: contract and second fact, all meters in one form, a receipt."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shubbak.agencies.queries import current_agency
from shubbak.cases.rules import TooManyTries
from shubbak.people.refusals import refused as refused_access
from shubbak.portal.contracts.contesting import begin_reading_contest
from shubbak.portal.contracts.door import ContractForm, contract_before, contracts_kept
from shubbak.portal.filling.readings import (
    closed_page,
    door_page,
    manner_of,
    meters_page,
    objection_service,
    receipt_page,
)
from shubbak.portal.limits import come_back, limited, spend
from shubbak.portal.reaching import open_contract_here
from shubbak.portal.reading_form import ReadingForm
from shubbak.portal.self_reading import Reading
from shubbak.utility.metering.models import Submission
from shubbak.utility.metering.queries import submission_of
from shubbak.utility.subscriptions.actions import prove_contract
from shubbak.utility.subscriptions.rules import Fact

_LOOK_OR_SEND = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(_LOOK_OR_SEND)
@limited
def door(request: HttpRequest) -> HttpResponse:
    """Contract number and second fact. An unknown number gets the same answer, after the same work."""
    at, form = timezone.now(), ContractForm(request.POST if request.method == "POST" else None)
    if not current_agency().tariffs:
        raise Http404
    if form.is_bound and form.is_valid():
        spend(request, "look_up", at)
        typed = form.cleaned_data
        try:
            found = prove_contract(
                number=typed["number"], fact=Fact(typed["fact"]), typed=typed["typed"], at=at
            )
        except TooManyTries as refused:
            return come_back(request, refused.until)
        if found is not None:
            return open_contract_here(request, redirect("reading_meters", found.number), found, at)
        refused_access(request, "reading", None, at)
        form.add_error("typed", gettext("No contract has this number with these four. Check both on a bill."))
    page = door_page(form, contracts_kept(request, at))
    return render(request, "portal/reading.html", {"page": page}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(_LOOK_OR_SEND)
@limited
def meters(request: HttpRequest, contract_number: str) -> HttpResponse:
    """One form for all meters; what is strange is asked about before it is sent."""
    reading = _reading(request, contract_number)
    is_sent = request.method == "POST"
    if not reading.is_open:
        page = closed_page(reading)
        return render(request, "portal/reading_closed.html", {"page": page}, status=409 if is_sent else 200)
    known = reading.meters()
    if not known:
        raise Http404
    form = ReadingForm(known, request.POST, request.FILES) if is_sent else ReadingForm(known)
    if is_sent:
        spend(request, "upload", reading.at, max(1, len(request.FILES)))
        if submission := reading.send(form):
            return redirect("reading_receipt", reading.contract.number, submission.key)
    context = {"page": meters_page(reading, form)}
    return render(request, "portal/reading_meters.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@limited
def receipt(request: HttpRequest, contract_number: str, submission_key: UUID) -> HttpResponse:
    """What was taken, with its number and time; to be printed."""
    reading = _reading(request, contract_number)
    page = receipt_page(reading, _submission(reading, submission_key))
    return render(request, "portal/reading_receipt.html", {"page": page})


@require_POST
@limited
def contest(request: HttpRequest, contract_number: str, submission_key: UUID) -> HttpResponse:
    """The complaint about what was sent, as far as it is known filled in."""
    reading, service = _reading(request, contract_number), objection_service()
    submission = _submission(reading, submission_key)
    spend(request, "answer", reading.at)
    if not service:
        raise Http404
    return begin_reading_contest(submission, service, reading.at)


def _submission(reading: Reading, key: UUID) -> Submission:
    """
    :raises Http404: if it is none of this contract.
    """
    found = submission_of(key)
    if found is None or found.contract_id != reading.contract.pk:
        raise Http404
    return found


def _reading(request: HttpRequest, number: str) -> Reading:
    """
    :raises Http404: unless this browser may see the contract.
    """
    at = timezone.now()
    contract = contract_before(request, number, at)
    if contract is None:
        raise Http404
    return Reading(contract, at, manner_of(current_agency()))

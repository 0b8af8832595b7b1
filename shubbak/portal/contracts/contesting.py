"""A complaint about a bill, begun with what the bill says: nobody copies a number that we know."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from shubbak.cases.actions import save_draft
from shubbak.portal import cookies
from shubbak.portal.depositing import begun, draft_in, writing_of
from shubbak.utility.bills.models import Bill
from shubbak.utility.metering.counting import WHOLE
from shubbak.utility.metering.models import Submission
from shubbak.utility.subscriptions.models import Contract


def begin_contest(bill: Bill, service: str, at: datetime) -> HttpResponse:
    """A draft of the complaint in this browser, its first question open."""
    return _begun(_known(bill), service, at)


def begin_reading_contest(submission: Submission, service: str, at: datetime) -> HttpResponse:
    """The same about what somebody sent of their meter."""
    return _begun(_known_of_reading(submission), service, at)


def _begun(known: Mapping[str, Any], service: str, at: datetime) -> HttpResponse:
    """What the service asks of what is known stands in the draft."""
    writing = begun(writing_of(service, "", at))
    asked = {question.id for question in writing.spec.questions()}
    answers = {key: value for key, value in known.items() if key in asked}
    draft = draft_in(writing)
    save_draft(draft=draft, answers=answers, language=get_language() or "ar", at=at)
    response = redirect("question", service, writing.spec.shown_pages({})[0].id)
    cookies.keep_draft(response, service, writing.token)
    return response


def _known(bill: Bill) -> dict[str, Any]:
    return {
        "matter": "estimated" if bill.estimated else "high_bill",
        "contract": bill.contract.number,
        "trade": _trade(bill.contract),
        "bill_month": bill.number,
    }


def _known_of_reading(submission: Submission) -> dict[str, Any]:
    """Index and day where one meter was read: of several, only the person knows which one they mean."""
    contract = submission.contract
    known = {"matter": "reading", "contract": contract.number, "trade": _trade(contract)}
    read = list(submission.readings.all())
    if len(read) != 1:
        return known
    index, day = read[0].index // WHOLE, read[0].read_on.isoformat()
    return known | {"index": index, "index_day": day, "shown": index, "shown_day": day}


def _trade(contract: Contract) -> str:
    return "electricity" if contract.point.commodity == "electricity" else "water"

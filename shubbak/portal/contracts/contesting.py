"""A complaint about a bill, begun with what the bill says: nobody copies a number that we know."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from shubbak.cases.actions import save_draft
from shubbak.portal import cookies
from shubbak.portal.depositing import begun, draft_in, writing_of
from shubbak.utility.bills.models import Bill


def begin_contest(bill: Bill, service: str, at: datetime) -> HttpResponse:
    """A draft of the complaint in this browser, its first question open."""
    writing = begun(writing_of(service, "", at))
    asked = {question.id for question in writing.spec.questions()}
    answers = {key: value for key, value in _known(bill).items() if key in asked}
    draft = draft_in(writing)
    save_draft(draft=draft, answers=answers, language=get_language() or "ar", at=at)
    response = redirect("question", service, writing.spec.shown_pages({})[0].id)
    cookies.keep_draft(response, service, writing.token)
    return response


def _known(bill: Bill) -> dict[str, Any]:
    supply = bill.contract.point.commodity
    return {
        "matter": "estimated" if bill.estimated else "high_bill",
        "contract": bill.contract.number,
        "trade": "electricity" if supply == "electricity" else "water",
        "bill_month": bill.number,
    }

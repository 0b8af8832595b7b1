"""Business days: what we have of them, and where the bank's file differs."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from shubbak.api.biller.door import heard
from shubbak.api.biller.shapes import DayShown, DifferenceShown, PaymentLine, Reconciled
from shubbak.api.problems import Problem
from shubbak.payments.biller.actions import read_day
from shubbak.payments.biller.files import CSV, JSON
from shubbak.payments.biller.models import Bank
from shubbak.payments.biller.queries import day_at, day_of, state_of
from shubbak.payments.biller.rules import Differences, Kind

router = Router(tags=["days"])
Page = Annotated[int, Field(ge=1, le=100_000)]
_FILE: Mapping[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The bank's payments of the day, with their count and sum.",
        "content": {
            JSON: {
                "schema": {
                    "type": "object",
                    "required": ["day", "count", "total", "payments"],
                    "properties": {
                        "day": {"type": "string", "format": "date"},
                        "count": {"type": "integer"},
                        "total": {"type": "integer"},
                        "payments": {
                            "type": "array",
                            "items": {"$ref": "#/components/schemas/PaymentLine"},
                        },
                    },
                }
            },
            CSV: {"schema": {"type": "string"}},
        },
    }
}


@router.get("/days/{day}", response=DayShown, operation_id="day", summary="Our payments of a business day")
def show_day(request: HttpRequest, day: date, page: Page = 1) -> DayShown:
    """Sums of the whole day, and one page of its payments in the order of the bank's references."""
    found = day_of(heard(request).bank, day, page, timezone.now())
    lines = [
        PaymentLine(
            reference=each.reference, amount=each.amount, currency=each.currency, state=state_of(each).value
        )
        for each in found.payments
    ]
    return DayShown(
        day=day,
        is_over=found.is_over,
        count=found.count,
        total=found.total,
        reversed_count=found.reversed_count,
        reversed_total=found.reversed_total,
        page=page,
        pages=found.pages,
        payments=lines,
    )


@router.post(
    "/days/{day}/file",
    response=Reconciled,
    operation_id="reconcile",
    summary="Hold the bank's file of a day against ours",
    openapi_extra=dict(_FILE),
)
def reconcile(request: HttpRequest, day: date) -> Reconciled:
    """Says where the two differ, in four lists. Nothing is mended by it."""
    if request.content_type not in (CSV, JSON):
        raise Problem("media-type", headers={"Accept": f"{JSON}, {CSV}"})
    bank, at = heard(request).bank, timezone.now()
    found = read_day(bank=bank, day=day, content=request.body, media_type=request.content_type, at=at)
    return _reconciled(bank, day, found, at)


def _reconciled(bank: Bank, day: date, found: Differences, at: datetime) -> Reconciled:
    by_kind: dict[str, list[DifferenceShown]] = {kind.value: [] for kind in Kind}
    for each in found.all:
        shown = DifferenceShown(
            reference=each.reference, ours=each.ours, theirs=each.theirs, detail=each.detail
        )
        by_kind[each.kind].append(shown)
    is_over = day < day_at(bank, at)
    return Reconciled(day=day, is_over=is_over, lines=found.lines, matched=found.matched, **by_kind)

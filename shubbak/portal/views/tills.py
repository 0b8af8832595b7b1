"""A receipt of a till, looked up by the square that is printed on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shubbak.agencies.queries import current_agency
from shubbak.payments.cashier.papers import receipt_of_code
from shubbak.portal.limits import limited, spend
from shubbak.portal.money import Manner


@never_cache
@require_safe
@limited
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Whether it is genuine and still stands; of what it says the number, the day and the amount."""
    spend(request, "look_up", timezone.now())
    found = receipt_of_code(code, current_agency())
    if found is None:
        return render(request, "portal/till_receipt_unknown.html", {"code": code}, status=404)
    context = {
        "receipt": found,
        "total": Manner.of(current_agency()).amount(found.total, found.currency),
        "is_back": hasattr(found, "counter_entry"),
    }
    return render(request, "portal/till_receipt.html", context)

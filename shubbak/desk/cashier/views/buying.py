"""The credit of a meter at the window: what money buys, asked for, then paid like a bill."""

from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shubbak.desk.access import DeskRequest
from shubbak.desk.cashier.access import cashiers, my_shift
from shubbak.desk.cashier.forms import BuyForm
from shubbak.desk.cashier.shown import quote_rows
from shubbak.desk.chrome import show
from shubbak.payments.ledger import buying
from shubbak.payments.ledger.buying import BuyingRefused, Quote
from shubbak.payments.ledger.models import Payable


@cashiers
@require_http_methods(["GET", "POST"])
def buy(request: DeskRequest, payer_id: UUID) -> HttpResponse:
    """What so much money buys; then it is asked for, and stands among what is owed."""
    my_shift(request.visit)
    about, typed = request.GET.get("about", "")[:40], request.POST or request.GET
    quoted = _quoted(request, payer_id, about, 0)
    form = BuyForm(quoted, typed if "money" in typed else None)
    if form.is_valid():
        quoted = _quoted(request, payer_id, about, form.cleaned_data["money"])
        if request.method == "POST":
            return redirect(_to_pay(_begin(request, about, form), about))
    context = {
        "form": form,
        "about": about,
        "payer_id": payer_id,
        "who": quoted.debtor.name,
        "rows": quote_rows(quoted),
        "key": uuid4(),
        "money": form.cleaned_data["money"] if form.is_valid() and quoted.quantity else None,
    }
    status = 422 if form.errors else 200
    return show(request, "desk/cashier/buy.html", context, here="cashier", status=status)


def _quoted(request: DeskRequest, payer_id: UUID, about: str, money: int) -> Quote:
    """:raises Http404: where no meter of theirs is known under this number, or nothing is sold for it."""
    try:
        quoted = buying.quote(about, money, request.visit.at)
    except BuyingRefused as refused:
        raise Http404 from refused
    if quoted.debtor.payer_id != payer_id:
        raise Http404
    return quoted


def _begin(request: DeskRequest, about: str, form: BuyForm) -> Payable:
    """:raises Http404: where it is sold no more since a moment ago."""
    given, visit = form.cleaned_data, request.visit
    try:
        return buying.begin(about, given["money"], given["key"], visit.actor, visit.at)
    except BuyingRefused as refused:
        raise Http404 from refused


def _to_pay(payable: Payable, about: str) -> str:
    """Where it is chosen, and nothing else."""
    address = reverse("desk_till_payer", args=[payable.payer_id])
    return f"{address}?{urlencode({'about': about, 'only': payable.reference})}"

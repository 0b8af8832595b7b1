"""Paying online: what is owed, the way to the gateway and back, and the gateway's own word."""

from contextlib import suppress
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shubbak.agencies.queries import current_agency
from shubbak.payments.online.accounts import gateway_in_use, gateway_named
from shubbak.payments.online.actions import note_return, take_callback
from shubbak.payments.online.gateways.development import Development
from shubbak.payments.online.gateways.rules import BadMessage, Fate
from shubbak.payments.online.links import order_path
from shubbak.payments.online.models import Order
from shubbak.payments.online.queries import order_by_link, payables_by_link
from shubbak.portal.limits import TooMany, limited, spend
from shubbak.portal.money import Manner
from shubbak.portal.pages import MessagePage
from shubbak.portal.paying.beginning import begin
from shubbak.portal.paying.filling import dues_page, leaving_page, order_page, rehearsal_page
from shubbak.portal.paying.form import PayForm

_A_LIE = 100
"""What a callback that nobody signed costs of a network's share."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited
def dues(request: HttpRequest, token: str) -> HttpResponse:
    """What a link opens, to be chosen and paid."""
    at, gateway = timezone.now(), gateway_in_use()
    spend(request, "pay" if request.method == "POST" else "look_up", at)
    found = payables_by_link(token)
    if gateway is None or not found:
        raise Http404
    payables = [payable for payable in found if payable.left]
    if not payables:
        return _nothing_left(request)
    form = PayForm(payables, Manner.of(current_agency()), request.POST or None)
    order = begin(form, gateway.name, at) if request.method == "POST" else None
    if order is not None:
        return redirect(f"{order_path(order.pk)}/go")
    page = dues_page(form, gateway, at)
    return render(request, "portal/pay.html", {"page": page}, status=422 if form.is_bound else 200)


@never_cache
@require_safe
@limited
def go(request: HttpRequest, token: str) -> HttpResponse:
    """The last page of ours; its form leads to the gateway, and to nowhere else."""
    order = _opened(request, token)
    gateway = gateway_named(order.gateway)
    if gateway is None or order.state in {Order.State.PAID, Order.State.UNKNOWN}:
        return redirect(order_path(order.pk))
    page = leaving_page(current_agency(), order, gateway)
    response = render(request, "portal/pay_leaving.html", {"page": page})
    place = urlsplit(page.address)
    if place.netloc:
        there = {"form-action": [f"{place.scheme}://{place.netloc}"]}
        response._csp_update = there  # type: ignore[attr-defined]  # read by the middleware of the policy
    return response


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@limited
def back(request: HttpRequest, token: str) -> HttpResponse:
    """The gateway sends the browser here; whatever it posts proves nothing, and is not read."""
    order = _opened(request, token)
    note_return(order_id=order.pk, at=timezone.now())
    return redirect(order_path(order.pk))


@never_cache
@require_safe
@limited
def order(request: HttpRequest, token: str) -> HttpResponse:
    """A receipt, a refusal, or that we are finding out."""
    page = order_page(current_agency(), _opened(request, token))
    return render(request, "portal/pay_order.html", {"page": page})


@never_cache
@csrf_exempt
@require_POST
@limited
def callback(request: HttpRequest, gateway: str) -> HttpResponseBase:
    """The word of the gateway's machine: its hash is its right to speak."""
    at, known = timezone.now(), gateway_named(gateway)
    spend(request, "callback", at)
    if known is None:
        raise Http404
    posted = [(name, value) for name, values in request.POST.lists() for value in values]
    answer = take_callback(gateway=known, posted=posted, at=at)
    if answer == known.answer(None):
        with suppress(TooMany):
            spend(request, "callback", at, _A_LIE)
    return HttpResponse(answer, content_type="text/plain; charset=utf-8")


@never_cache
@csrf_exempt
@require_POST
@limited
def rehearsal(request: HttpRequest) -> HttpResponse:
    """The page of the development gateway, which says what it is told to say. No money moves."""
    at, gateway = timezone.now(), gateway_named(Development.name)
    spend(request, "look_up", at)
    posted = [(name, request.POST[name]) for name in request.POST if name != "say"]
    if not isinstance(gateway, Development):
        raise Http404
    try:
        fate = Fate(request.POST.get("say") or Fate.UNKNOWN)
        said = gateway.says(posted, fate)
    except (BadMessage, ValueError) as bad:
        raise Http404 from bad
    if "say" not in request.POST:
        page = rehearsal_page(current_agency(), posted)
        return render(request, "portal/pay_rehearsal.html", {"page": page})
    take_callback(gateway=gateway, posted=said, at=at)
    return redirect(dict(posted)["back"])


def _opened(request: HttpRequest, token: str) -> Order:
    spend(request, "look_up", timezone.now())
    found = order_by_link(token)
    if found is None:
        raise Http404
    return found


def _nothing_left(request: HttpRequest) -> HttpResponse:
    words = gettext("Everything that this address opens is paid, or is asked for no more.")
    page = MessagePage(gettext("There is nothing left to pay"), words, [])
    return render(request, "portal/message.html", {"page": page})

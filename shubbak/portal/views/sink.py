"""What would have left the house, in a demonstration without mail server and gateway."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shubbak.notifications.queries import sink_deliveries
from shubbak.portal.pages import Delivered, OutboxPage

_AT_MOST = 40


def is_open() -> bool:
    """Never on a real installation: only without any way out, and on the name of the own machine."""
    has_way_out = settings.EMAIL_HOST or settings.SHUBBAK_SMS_GATEWAY or settings.SHUBBAK_SCHEME == "https"
    return not has_way_out and settings.SHUBBAK_BASE_DOMAIN == "localhost"


@never_cache
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    if not is_open():
        raise Http404
    address = request.GET.get("to", "")[:254]
    found = [
        Delivered(row.message.channel, row.address, row.subject, row.text, row.at)
        for row in sink_deliveries(address)[:_AT_MOST]
    ]
    return render(request, "portal/outbox.html", {"page": OutboxPage(found, address)})

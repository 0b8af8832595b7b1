"""Following a file by its number and code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shubbak.portal.forms import TrackForm
from shubbak.portal.pages import TrackingFormPage


@require_safe
def track(request: HttpRequest) -> HttpResponse:
    form = TrackForm(initial={"number": request.GET.get("number", "")})
    return render(request, "portal/tracking_form.html", {"page": TrackingFormPage(form)})

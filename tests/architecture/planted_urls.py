"""Addresses of a door left open, for the test that the check finds it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST


def left_open(request: HttpRequest, number: int = 0) -> HttpResponse:
    return HttpResponse("come in")


def guarded(request: HttpRequest) -> HttpResponse:
    return redirect("/staff/login/")


@require_POST
def asks_how_before_who(request: HttpRequest) -> HttpResponse:
    return redirect("/staff/login/")


urlpatterns = [
    path("desk/cases/<int:number>/", left_open),
    path("desk/", guarded),
    path("desk/remove", asks_how_before_who),
]

"""Addresses of a door left open, for the test that the check finds it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path


def left_open(request: HttpRequest, number: int = 0) -> HttpResponse:
    return HttpResponse("come in")


def guarded(request: HttpRequest) -> HttpResponse:
    return redirect("/staff/login/")


urlpatterns = [path("desk/cases/<int:number>/", left_open), path("desk/", guarded)]

"""The addresses of an agency, and one that shows nothing: what the middleware alone costs."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from shubbak.config.urls import urlpatterns as of_agency


def empty(request: HttpRequest) -> HttpResponse:
    del request
    return HttpResponse()


urlpatterns: list[URLPattern | URLResolver] = [path("empty", empty), *of_agency]

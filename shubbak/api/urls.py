"""The addresses of the API: version one, its description, and a problem for every other address."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from shubbak.api.door import door, nothing_here
from shubbak.api.openapi import document_view
from shubbak.api.reading import FORM, JSON
from shubbak.api.version_one import version_one

_api = version_one()


def _behind_the_door(pattern: URLPattern) -> URLPattern:
    takes = FORM if str(pattern.pattern) == "uploads" else JSON
    return URLPattern(pattern.pattern, door(pattern.callback, takes), pattern.default_args)


_operations = [_behind_the_door(pattern) for pattern in _api.urls[0] if isinstance(pattern, URLPattern)]
urlpatterns: list[URLPattern | URLResolver] = [
    path("biller/", include("shubbak.api.biller.urls")),
    path("v1/openapi.json", door(document_view(_api))),
    path("v1/", include(_operations)),
    re_path(r"^[\s\S]*$", door(nothing_here)),
]

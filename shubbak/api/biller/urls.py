"""The addresses of the API for banks."""

from django.urls import URLPattern, URLResolver, include, path

from shubbak.api.biller.door import biller_door
from shubbak.api.biller.version_one import biller_version_one, document
from shubbak.api.door import door
from shubbak.api.openapi import document_view

_api = biller_version_one()
_operations = [
    URLPattern(pattern.pattern, biller_door(pattern.callback), pattern.default_args)
    for pattern in _api.urls[0]
    if isinstance(pattern, URLPattern)
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/openapi.json", door(document_view(_api, document))),
    path("v1/", include(_operations)),
]

"""The addresses of the bare host."""

from django.urls import URLPattern, URLResolver, path, re_path

from shubbak.portal.views import chrome, delays, public

urlpatterns: list[URLPattern | URLResolver] = [
    path("", public.agencies, name="agencies"),
    path("delays/", delays.page_of_all, name="delays"),
    re_path(r"^delays\.(?P<form>csv|json)$", delays.table_of_all, name="delays_table"),
    path("language/<slug:code>", chrome.language, name="language"),
    path("healthz", public.alive, name="healthz"),
    path("readyz", public.ready, name="readyz"),
]

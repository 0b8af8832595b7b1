"""The addresses of the bare host."""

from django.urls import URLPattern, URLResolver, path

from shubbak.portal.views import chrome, public

urlpatterns: list[URLPattern | URLResolver] = [
    path("", public.agencies, name="agencies"),
    path("language/<slug:code>", chrome.language, name="language"),
    path("healthz", public.alive, name="healthz"),
    path("readyz", public.ready, name="readyz"),
]

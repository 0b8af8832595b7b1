"""The addresses of the public portal of one agency."""

from django.urls import URLPattern, URLResolver, include, path

from shubbak.portal import palette
from shubbak.portal.views import chrome, guide, tracking

urlpatterns: list[URLPattern | URLResolver] = [
    path("", guide.home, name="home"),
    path("palette.css", palette.palette, name="palette"),
    path("seal.svg", palette.seal_icon, name="seal"),
    path("language/<slug:code>", chrome.language, name="language"),
    path("privacy", chrome.privacy, name="privacy"),
    path("accessibility", chrome.accessibility, name="accessibility"),
    path("offices", guide.contact, name="contact"),
    path("services", guide.services, name="services"),
    path("services/<slug:code>", guide.service, name="service"),
    path("track", tracking.track, name="track"),
    path("", include("shubbak.portal.verification_urls")),
]

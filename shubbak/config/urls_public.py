"""The bare host: it lists the agencies and answers the machine that watches over the installation."""

from django.urls import URLPattern, URLResolver, include, path

handler500 = "shubbak.config.failing.failed"
urlpatterns: list[URLPattern | URLResolver] = [path("", include("shubbak.portal.urls_public"))]
handler404 = "shubbak.portal.views.public.not_found"

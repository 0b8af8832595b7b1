"""The doors of one agency: its portal, its screens, its desk, its API."""

from django.urls import URLPattern, URLResolver, include, path

handler500 = "shubbak.config.failing.failed"
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("shubbak.api.urls")),
    path("board/", include("shubbak.board.urls")),
    path("", include("shubbak.portal.urls")),
    path("desk/", include("shubbak.desk.urls")),
    path("staff/", include("shubbak.people.urls")),
]

"""The addresses of the board, under /board/."""

from django.urls import URLPattern, URLResolver, path

from shubbak.board.views import hall, kiosk, posters

urlpatterns: list[URLPattern | URLResolver] = [
    path("kiosk/", kiosk.kiosk, name="kiosk"),
    path("posters/services/<slug:code>.pdf", posters.service, name="service_poster"),
    path("posters/offices/<slug:unit_code>.pdf", posters.office, name="office_poster"),
    path("<slug:code>/<str:token>/", hall.hall, name="hall"),
]

"""The addresses of the board, under /board/."""

from django.urls import URLPattern, URLResolver, path

from shubbak.board.views import hall, kiosk

urlpatterns: list[URLPattern | URLResolver] = [
    path("kiosk/", kiosk.kiosk, name="kiosk"),
    path("<slug:code>/<str:token>/", hall.hall, name="hall"),
]

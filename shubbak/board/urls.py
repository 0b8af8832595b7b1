"""The addresses of the board, under /board/."""

from django.urls import URLPattern, URLResolver, path

from shubbak.board.views import hall

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:code>/<str:token>/", hall.hall, name="hall"),
]

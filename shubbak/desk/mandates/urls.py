"""The addresses of mandates, under /desk/mandates/."""

from django.urls import path

from shubbak.desk.mandates import views

urlpatterns = [
    path("", views.mandates, name="desk_mandates"),
    path("new", views.take, name="desk_take_mandate"),
    path("<uuid:mandate_id>", views.mandate, name="desk_mandate"),
    path("<uuid:mandate_id>/paper", views.paper, name="desk_mandate_paper"),
    path("<uuid:mandate_id>/<slug:deed>", views.deed, name="desk_mandate_deed"),
]

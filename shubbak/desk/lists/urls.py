"""The addresses of kept lists, under /desk/lists/."""

from django.urls import path

from shubbak.desk.lists import views

urlpatterns = [
    path("new", views.new, name="desk_new_list"),
    path("<int:filter_id>", views.change, name="desk_list"),
    path("<int:filter_id>/drop", views.drop, name="desk_drop_list"),
]

"""The addresses of labels, under /desk/labels/."""

from django.urls import path

from shubbak.desk.labels import views

urlpatterns = [
    path("", views.labels, name="desk_labels"),
    path("new", views.new, name="desk_new_label"),
    path("<int:label_id>", views.change, name="desk_label"),
    path("<int:label_id>/withdraw", views.withdraw, name="desk_withdraw_label"),
]

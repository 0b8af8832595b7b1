"""The addresses of the head's page, under /desk/unit/."""

from django.urls import path

from shubbak.desk.unit import views

urlpatterns = [
    path("", views.unit, name="desk_unit"),
    path("hand-over/<int:staff_id>", views.handing_over, name="desk_hand_over"),
]

"""The addresses of sittings, under /desk/sittings/."""

from django.urls import path

from shubbak.desk.sittings import bodies, items, views

urlpatterns = [
    path("", views.sittings, name="desk_sittings"),
    path("new", views.new, name="desk_new_sitting"),
    path("bodies/", bodies.bodies, name="desk_bodies"),
    path("bodies/new", bodies.new, name="desk_new_body"),
    path("bodies/practice", bodies.settle, name="desk_committee_practice"),
    path("bodies/<slug:body_code>/<slug:deed>", bodies.deed, name="desk_body_deed"),
    path("seats/<int:seat_id>/end", bodies.end, name="desk_end_seat"),
    path("items/<uuid:item_id>", items.item, name="desk_sitting_item"),
    path("items/<uuid:item_id>/agenda/<slug:way>", views.arrange, name="desk_arrange_item"),
    path("items/<uuid:item_id>/<slug:deed>", items.deed, name="desk_item_deed"),
    path("reservations/<int:reservation_id>/lift", items.lift, name="desk_lift_reservation"),
    path("<uuid:sitting_id>", views.sitting, name="desk_sitting"),
    path("<uuid:sitting_id>/<slug:deed>", views.deed, name="desk_sitting_deed"),
]

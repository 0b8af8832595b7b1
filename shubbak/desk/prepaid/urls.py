"""The addresses of prepaid meters, under /desk/prepaid/."""

from django.urls import path

from shubbak.desk.prepaid import views

urlpatterns = [
    path("", views.find, name="desk_prepaid"),
    path("uptake", views.uptake, name="desk_uptake"),
    path("uptake.csv", views.uptake_csv, name="desk_uptake_csv"),
    path("convert", views.convert, name="desk_convert"),
    path("practice", views.practice, name="desk_practice"),
    path("practice/<int:practice_id>/approve", views.approve_rules, name="desk_approve_practice"),
    path("practice/<int:practice_id>/drop", views.drop_rules, name="desk_drop_practice"),
    path("practice/set", views.set_rules, name="desk_set_practice"),
    path("<str:drn>", views.meter, name="desk_meter"),
    path("<str:drn>/order", views.order, name="desk_order"),
    path("<str:drn>/keys", views.keys, name="desk_meter_keys"),
]

"""The addresses of collections, under /desk/money/debits/."""

from django.urls import path

from shubbak.desk.debits import views

urlpatterns = [
    path("", views.collections, name="desk_debits"),
    path("new", views.begin, name="desk_new_collection"),
    path("account", views.creditor, name="desk_creditor"),
    path("<int:collection_id>", views.collection, name="desk_collection"),
    path("<int:collection_id>/approve", views.approve, name="desk_approve_collection"),
    path("<int:collection_id>/drop", views.drop, name="desk_drop_collection"),
    path("<int:collection_id>/send", views.send, name="desk_send_collection"),
    path("<int:collection_id>/file", views.fetch, name="desk_collection_file"),
    path("<int:collection_id>/report", views.report, name="desk_collection_report"),
    path("lines/<int:debit_id>/give-up", views.give_up, name="desk_give_up_debit"),
]

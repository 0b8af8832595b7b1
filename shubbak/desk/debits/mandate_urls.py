"""The addresses of mandates, under the contract of whoever signed."""

from django.urls import path

from shubbak.desk.debits import mandates

urlpatterns = [
    path("", mandates.mandates, name="desk_debit_mandates"),
    path("new", mandates.sign, name="desk_sign_mandate"),
    path("<uuid:mandate_id>/end", mandates.end, name="desk_end_mandate"),
    path("<uuid:mandate_id>/paper", mandates.paper, name="desk_debit_paper"),
]

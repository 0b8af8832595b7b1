"""The addresses of accounts of contracts, under /desk/contracts/."""

from django.urls import path

from shubbak.desk.contracts import groups, mending, supplying, views

urlpatterns = [
    path("", views.find, name="desk_contracts"),
    path("groups/<str:group_number>", groups.group, name="desk_group"),
    path("groups/<str:group_number>/join", groups.join, name="desk_join_group"),
    path("groups/<str:group_number>/end", groups.end, name="desk_end_group"),
    path(
        "groups/<str:group_number>/contracts/<str:contract_number>/leave",
        groups.leave,
        name="desk_leave_group",
    ),
    path("groups/<str:group_number>/<str:period>.<slug:form>", groups.paper, name="desk_grouped"),
    path("<str:contract_number>/group", groups.begin, name="desk_open_group"),
    path("<str:contract_number>", views.account, name="desk_contract"),
    path("<str:contract_number>/protect", mending.protect, name="desk_protect"),
    path("<str:contract_number>/paper", mending.paper, name="desk_paperless"),
    path("<str:contract_number>/exchange", supplying.exchange, name="desk_exchange_meter"),
    path("<str:contract_number>/meter", supplying.second, name="desk_add_meter"),
    path("<str:contract_number>/terms", supplying.terms, name="desk_change_terms"),
    path("<str:contract_number>/reference", supplying.reference, name="desk_reference"),
    path("<str:contract_number>/refund", mending.refund, name="desk_refund"),
    path("<str:contract_number>/bills/<uuid:bill_id>.pdf", views.bill_pdf, name="desk_bill_pdf"),
    path("<str:contract_number>/bills/<uuid:bill_id>/correct", mending.correct, name="desk_correct_bill"),
    path(
        "<str:contract_number>/dues/<uuid:payable_id>/instalments",
        mending.instalments,
        name="desk_instalments",
    ),
    path("<str:contract_number>/dues/<uuid:payable_id>/write-off", mending.write_off, name="desk_write_off"),
]

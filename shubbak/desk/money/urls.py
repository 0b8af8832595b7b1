"""The addresses of money that needs somebody, under /desk/money/."""

from django.urls import URLPattern, URLResolver, include, path

from shubbak.desk.money import accounts, bank_keys, banks, gateways, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="desk_money"),
    path("statements/new", views.statement, name="desk_new_statement"),
    path("day-files/new", views.day_file, name="desk_new_day_file"),
    path("debits/", include("shubbak.desk.debits.urls")),
    path("banks/", banks.banks, name="desk_banks"),
    path("accounts/new", accounts.declare, name="desk_new_account"),
    path("new-bank", bank_keys.new_bank, name="desk_new_bank"),
    path("banks/<slug:bank_code>", banks.bank, name="desk_bank"),
    path("banks/<slug:bank_code>/approve", bank_keys.approve, name="desk_approve_bank"),
    path("banks/<slug:bank_code>/drop", bank_keys.drop, name="desk_drop_bank"),
    path("banks/<slug:bank_code>/new-key", bank_keys.new_key, name="desk_new_key"),
    path("banks/<slug:bank_code>/limits", banks.limits, name="desk_bank_limits"),
    path("banks/<slug:bank_code>/reopen", banks.reopen, name="desk_bank_reopen"),
    path("bank-changes/<int:change_id>/approve", banks.approve_one_change, name="desk_approve_change"),
    path("bank-changes/<int:change_id>/drop", banks.drop_one_change, name="desk_drop_change"),
    path("bank-keys/<int:key_id>/approve", bank_keys.approve_one, name="desk_approve_key"),
    path("bank-keys/<int:key_id>/withdraw", banks.withdraw, name="desk_withdraw_key"),
    path("bank-days/<int:difference_id>", banks.day_difference, name="desk_day_difference"),
    path("bank-days/<int:difference_id>/refer", banks.refer_day, name="desk_refer_day"),
    path("bank-days/<int:difference_id>/settle", banks.settle_day, name="desk_settle_day"),
    path("gateway-days/<int:difference_id>", gateways.difference, name="desk_gateway_difference"),
    path("gateway-days/<int:difference_id>/settle", gateways.settle, name="desk_settle_gateway"),
    path("gateway-days/<int:difference_id>/refer", gateways.refer, name="desk_refer_gateway"),
    path("differences/<int:difference_id>", views.difference, name="desk_difference"),
    path("differences/<int:difference_id>/match", views.match, name="desk_match"),
    path("differences/<int:difference_id>/settle", views.settle, name="desk_settle"),
    path("differences/<int:difference_id>/refer", views.refer, name="desk_refer"),
    path("alarms/<uuid:order_id>", views.alarm, name="desk_alarm"),
    path("alarms/decide/<int:closing_id>", views.decide_alarm, name="desk_decide_alarm"),
    path("refunds/new", views.refund, name="desk_new_refund"),
    path("write-offs/new", views.write_off, name="desk_new_write_off"),
    path("requests/<uuid:request_id>", views.decide, name="desk_decide_request"),
]

"""The addresses of money that needs somebody, under /desk/money/."""

from django.urls import path

from shubbak.desk.money import views

urlpatterns = [
    path("", views.home, name="desk_money"),
    path("statements/new", views.statement, name="desk_new_statement"),
    path("day-files/new", views.day_file, name="desk_new_day_file"),
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

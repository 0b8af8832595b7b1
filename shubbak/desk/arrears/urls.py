"""The addresses of arrears, under /desk/arrears/."""

from django.urls import path

from shubbak.desk.arrears.views import lines, orders, warning

urlpatterns = [
    path("", warning.overview_page, name="arrears"),
    path("due/<slug:step>", warning.due, name="arrears_due"),
    path("letters/<uuid:arrear_id>.pdf", warning.letter, name="arrears_letter"),
    path("orders", orders.orders, name="arrears_orders"),
    path("orders/list", orders.field_list, name="arrears_list"),
    path("orders/take", orders.take, name="arrears_take"),
    path("orders/<int:work_id>/done", orders.done, name="arrears_done"),
    path("orders/<int:work_id>/not-done", orders.not_done, name="arrears_not_done"),
    path("lines", lines.lines, name="arrears_lines"),
    path("lines/change", lines.change, name="arrears_change_lines"),
]

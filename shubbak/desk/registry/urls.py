"""The addresses of the registry office, under /desk/registry/."""

from django.urls import path

from shubbak.desk.registry.views import arrival, book, day, letter

urlpatterns = [
    path("", book.book, name="registry"),
    path("unanswered", book.unanswered, name="registry_unanswered"),
    path("find", book.find, name="registry_find"),
    path("arrival", arrival.arrive, name="registry_arrival"),
    path("senders", arrival.senders, name="registry_senders"),
    path("letters/<uuid:entry_id>", letter.page, name="registry_letter"),
    path("letters/<uuid:entry_id>/entered", arrival.entered, name="registry_entered"),
    path("letters/<uuid:entry_id>/papers/<int:scan_id>", letter.paper, name="registry_paper"),
    path("letters/<uuid:entry_id>/annul", letter.annul_entry, name="registry_annul"),
    path("letters/<uuid:entry_id>/open", letter.open_envelope, name="registry_open"),
    path("letters/<uuid:entry_id>/label.pdf", letter.label, name="registry_label"),
    path("letters/<uuid:entry_id>/receipt.pdf", letter.receipt, name="registry_receipt"),
    path("days", day.days, name="registry_days"),
    path("days/close/<slug:register_code>", day.close, name="registry_close"),
    path("days/<int:closing_id>/sign", day.sign, name="registry_sign"),
    path("days/<int:closing_id>/register.pdf", day.printed, name="registry_day"),
]

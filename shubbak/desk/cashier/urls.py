"""The addresses of the till, under /desk/cashier/."""

from django.urls import path

from shubbak.desk.cashier.views import buying, receipts, shifts, till

urlpatterns = [
    path("", till.home, name="desk_till"),
    path("payers/<uuid:payer_id>", till.payer, name="desk_till_payer"),
    path("payers/<uuid:payer_id>/take", till.take, name="desk_till_take"),
    path("payers/<uuid:payer_id>/buy", buying.buy, name="desk_till_buy"),
    path("receipts/<uuid:receipt_id>", receipts.receipt, name="desk_till_receipt"),
    path("receipts/<uuid:receipt_id>/print", receipts.printed, name="desk_till_print"),
    path("receipts/<uuid:receipt_id>/take-back", receipts.take_back, name="desk_till_take_back"),
    path("receipts/<uuid:receipt_id>/unpaid", receipts.unpaid, name="desk_till_unpaid"),
    path("shifts/", shifts.all_shifts, name="desk_shifts"),
    path("shifts/<uuid:shift_id>", shifts.shift, name="desk_shift"),
    path("shifts/<uuid:shift_id>/close", shifts.close, name="desk_close_shift"),
    path("shifts/<uuid:shift_id>/sign", shifts.sign, name="desk_sign_shift"),
    path("shifts/<uuid:shift_id>/remit", shifts.remit, name="desk_remit_shift"),
    path("shifts/<uuid:shift_id>/sheet.pdf", shifts.sheet, name="desk_closing_sheet"),
    path("tills/new", shifts.new_till, name="desk_new_till"),
    path("tills/<int:till_id>/open", till.begin, name="desk_open_shift"),
    path("tills/<int:till_id>/end", shifts.end, name="desk_end_till"),
]

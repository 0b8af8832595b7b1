"""Every write at the tills."""

from shubbak.payments.cashier.actions.closing import close_shift, remit_shift, sign_shift
from shubbak.payments.cashier.actions.countering import counter_receipt, note_unpaid_cheque
from shubbak.payments.cashier.actions.opening import end_till, make_till, open_shift
from shubbak.payments.cashier.actions.taking import print_receipt, take_money

__all__ = [
    "close_shift",
    "counter_receipt",
    "end_till",
    "make_till",
    "note_unpaid_cheque",
    "open_shift",
    "print_receipt",
    "remit_shift",
    "sign_shift",
    "take_money",
]

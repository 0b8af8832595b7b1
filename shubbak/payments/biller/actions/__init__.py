"""Every write for banks."""

from shubbak.payments.biller.actions.banks import (
    approve_bank,
    approve_key,
    change_bank,
    draw_secret,
    drop_bank,
    enlist_key,
    propose_bank,
    register_bank,
    withdraw_key,
)
from shubbak.payments.biller.actions.changing import (
    approve_change,
    drop_change,
    propose_limits,
    propose_reopening,
)
from shubbak.payments.biller.actions.hearing import Heard, forget_nonces, hear, look_up_dues
from shubbak.payments.biller.actions.paying import reverse_by_bank, take_payment
from shubbak.payments.biller.actions.reconciling import (
    read_day,
    refer_day_difference,
    settle_day_difference,
)
from shubbak.payments.biller.actions.selling import bought, quote_for, sell

__all__ = [
    "Heard",
    "approve_bank",
    "approve_change",
    "approve_key",
    "bought",
    "change_bank",
    "draw_secret",
    "drop_bank",
    "drop_change",
    "enlist_key",
    "forget_nonces",
    "hear",
    "look_up_dues",
    "propose_bank",
    "propose_limits",
    "propose_reopening",
    "quote_for",
    "read_day",
    "refer_day_difference",
    "register_bank",
    "reverse_by_bank",
    "sell",
    "settle_day_difference",
    "take_payment",
    "withdraw_key",
]

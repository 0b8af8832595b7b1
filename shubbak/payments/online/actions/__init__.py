"""Every write of the orders."""

from shubbak.payments.online.actions.alarms import close_alarm, decide_alarm
from shubbak.payments.online.actions.beginning import begin_order, note_return
from shubbak.payments.online.actions.days import read_day_file, refer_day_difference, settle_day_difference
from shubbak.payments.online.actions.resolving import forget_addresses, note_unanswered, resolve_orders
from shubbak.payments.online.actions.settling import settle_order, take_callback

__all__ = [
    "begin_order",
    "close_alarm",
    "decide_alarm",
    "forget_addresses",
    "note_return",
    "note_unanswered",
    "read_day_file",
    "refer_day_difference",
    "resolve_orders",
    "settle_day_difference",
    "settle_order",
    "take_callback",
]

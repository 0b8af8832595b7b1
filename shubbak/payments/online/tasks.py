"""What the worker does for this room."""

from shubbak.notifications.periodic import EACH_MINUTE, register_periodic
from shubbak.payments.online.actions import resolve_orders

register_periodic("online.resolve_orders", EACH_MINUTE, lambda at: resolve_orders(at=at))

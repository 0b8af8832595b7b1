"""What the worker does for this room."""

from shubbak.notifications.periodic import register_periodic
from shubbak.payments.biller.actions import forget_nonces

register_periodic("biller.forget_nonces", "17 * * * *", lambda at: forget_nonces(at=at))

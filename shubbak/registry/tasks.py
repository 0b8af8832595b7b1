"""What the worker does for the registry."""

from shubbak.notifications.periodic import EACH_MINUTE, register_periodic
from shubbak.registry.actions import close_forgotten_days
from shubbak.registry.signing import sign_pending

register_periodic("registry.sign_pending", EACH_MINUTE, lambda at: sign_pending(at=at))
register_periodic("registry.close_days", EACH_MINUTE, lambda at: close_forgotten_days(at=at))

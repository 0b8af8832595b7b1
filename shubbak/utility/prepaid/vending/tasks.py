"""What the worker does for this room."""

from shubbak.notifications.periodic import EACH_MINUTE, register_periodic
from shubbak.utility.prepaid.vending.actions import resume_sales
from shubbak.utility.prepaid.vending.actions.settled import RESUME

register_periodic(RESUME, EACH_MINUTE, lambda at: resume_sales(at=at))

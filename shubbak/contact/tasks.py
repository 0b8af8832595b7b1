"""What the worker does for this room."""

from shubbak.contact.intake.turn import fetch_mail
from shubbak.notifications.periodic import EACH_MINUTE, register_periodic

register_periodic("contact.fetch_mail", EACH_MINUTE, lambda at: fetch_mail(at=at))

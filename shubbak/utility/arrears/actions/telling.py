"""Ordering the messages of an arrear; what they say is made when they leave (`letters`)."""

from datetime import date, datetime

from shubbak.notifications.actions import post
from shubbak.notifications.rules import About
from shubbak.utility.arrears.models import Arrear
from shubbak.utility.subscriptions.models import Group

ARREAR = "arrear"
TOGETHER = "arrears_of_group"


def tell(arrear: Arrear, template: str, at: datetime) -> bool:
    """Whether the holder has an address at all; without one it is told on paper."""
    person = arrear.holding.person
    return post(about=About(ARREAR, str(arrear.pk)), person=person, template=template, at=at) is not None


def tell_together(group: Group, day: date, at: datetime) -> bool:
    """Whoever pays for a group, once, of all its contracts that were reminded on a day."""
    about = About(TOGETHER, f"{group.number}/{day.isoformat()}")
    return post(about=about, person=group.person, template="reminder", at=at) is not None

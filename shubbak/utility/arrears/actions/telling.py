"""Ordering the messages of an arrear; what they say is made when they leave (`letters`)."""

from datetime import datetime

from shubbak.notifications.actions import post
from shubbak.notifications.rules import About
from shubbak.utility.arrears.models import Arrear

ARREAR = "arrear"


def tell(arrear: Arrear, template: str, at: datetime) -> bool:
    """Whether the holder has an address at all; without one it is told on paper."""
    person = arrear.holding.person
    return post(about=About(ARREAR, str(arrear.pk)), person=person, template=template, at=at) is not None

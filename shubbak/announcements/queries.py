"""What is announced now, and the screens of the halls."""

from datetime import datetime

from django.db.models import QuerySet

from shubbak.announcements.models import Announcement, Screen
from shubbak.announcements.rules import Shown, first_of


def announced(at: datetime) -> QuerySet[Announcement]:
    """What is not over and was not taken back, in the order of its beginning."""
    return Announcement.objects.filter(ends__gt=at, withdrawn_at=None)


def on_the_home_page(at: datetime) -> list[Announcement]:
    """The few that the home page shows, the first one first."""
    known = {one.pk: one for one in announced(at)}
    rows = (
        Shown(one.pk, "outage" if one.kind == Announcement.Kind.OUTAGE else "news", one.starts, one.ends)
        for one in known.values()
    )
    return [known[number] for number in first_of(rows, at)]


def screens_listed() -> QuerySet[Screen]:
    """Screens that stand somewhere."""
    return Screen.objects.filter(taken_down_at=None)


def screen_at(code: str, token: str) -> Screen | None:
    """The screen behind an address; None for a wrong token, an old one or a screen that was taken down."""
    return screens_listed().filter(code=code, token=token.lower()).first()

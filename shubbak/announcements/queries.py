"""What is announced now."""

from datetime import datetime

from django.db.models import QuerySet

from shubbak.announcements.models import Announcement
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

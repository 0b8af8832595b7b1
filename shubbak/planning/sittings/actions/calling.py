"""A member is called to a sitting: a message, and for one without account a link that ends with it."""

import uuid
from datetime import datetime

from shubbak.journal.actions import action
from shubbak.notifications.actions import post
from shubbak.notifications.rules import About, Recipient
from shubbak.people.actions import make_guest_link, note_guest
from shubbak.people.models import Staff
from shubbak.planning.sittings.models import Convocation, Seat, Sitting
from shubbak.planning.sittings.rules import TASK

ABOUT = "sitting"


@action
def call(sitting: Sitting, seat: Seat, staff: Staff, at: datetime) -> Convocation:
    """`about` of the link is the convocation: it opens the files of that sitting for that seat alone."""
    key = uuid.uuid4()
    link = None
    if seat.staff_id is None:
        link = make_guest_link(
            task=TASK,
            about=key,
            name=seat.name,
            email=seat.email,
            language=seat.language,
            staff=staff,
            at=at,
        )
    called = Convocation.objects.create(id=key, sitting=sitting, seat=seat, link=link, at=at)
    address = seat.email or (seat.staff.email if seat.staff else "")
    person = Recipient(pk=f"seat/{seat.pk}", email=address, language=seat.language)
    post(about=About(ABOUT, str(called.pk)), person=person, template="convocation", at=at)
    return called


def shut_links(sitting: Sitting, at: datetime) -> None:
    """With the sitting its links end."""
    for called in sitting.convocations.exclude(link=None).select_related("link"):
        if called.link is not None:
            note_guest(link=called.link, what="revoked", at=at)


@action
def note_member_came(*, called: Convocation, at: datetime) -> None:
    """The first opening of a link is kept."""
    if called.link is not None:
        note_guest(link=called.link, what="opened", at=at)

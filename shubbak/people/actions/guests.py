"""Links for guests: made, opened, done, revoked. The room whose task it is journals it."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from shubbak.journal.actions import action
from shubbak.people.guests import guest_token, token_hash
from shubbak.people.models import GuestLink, Staff

LIVES = timedelta(days=30)


@action
def make_guest_link(
    *, task: str, about: uuid.UUID, name: str, email: str, language: str, staff: Staff, at: datetime
) -> GuestLink:
    """A link for one task; who holds its token needs no account."""
    identity = uuid.uuid4()
    return GuestLink.objects.create(
        id=identity,
        token_sha256=token_hash(guest_token(identity)),
        task=task,
        about=about,
        name=name,
        email=email,
        language=language,
        made_by=staff,
        made_at=at,
        expires_at=at + LIVES,
    )


@action
def note_guest(*, link: GuestLink, what: str, at: datetime) -> bool:
    """Note the first time that it was ``opened``, ``confirmed``, ``done`` or ``revoked``; False afterwards.

    Nothing befalls a link that is done or revoked.
    """
    column = f"{what}_at"
    standing = GuestLink.objects.filter(pk=link.pk, done_at=None, revoked_at=None)
    return bool(standing.filter(**{column: None}).update(**{column: at}))


@action
def forget_guests(*, task: str, about: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Forget to whom links about these things went; which links they were."""
    found = GuestLink.objects.filter(task=task, about__in=about)
    gone = list(found.values_list("pk", flat=True))
    found.delete()
    return gone

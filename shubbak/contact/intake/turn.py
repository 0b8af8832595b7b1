"""One look into the mailbox: what is new is taken in, then marked. What dies on the way is taken again."""

import logging
from datetime import datetime
from time import monotonic

from django.db import DataError

from shubbak.contact.intake.actions import note_look, take_in
from shubbak.contact.intake.postbox import MailAway, Postbox
from shubbak.contact.intake.queries import mailbox_in_use, password_of_mailbox, servers_allowed
from shubbak.contact.intake.reading import nursery, read
from shubbak.contact.intake.rules import Place, Read
from shubbak.contact.models import Mailbox, Sighting
from shubbak.documents.reading.nursery import Nursery
from shubbak.registry.rules import LetterInvalid, RegistryRefused

TURN_LASTS = 45.0
"""Seconds after which a turn begins no further message; the next one comes within a minute."""
_MARKED_AT_ONCE = 50
_log = logging.getLogger(__name__)


def fetch_mail(*, at: datetime) -> int:
    """Take in what lies in the mailbox of the body and was not taken yet; how many messages."""
    mailbox = mailbox_in_use()
    if mailbox is None:
        return 0
    problem, taken = "", 0
    try:
        if mailbox.server not in servers_allowed():
            raise MailAway("not_allowed")
        with Postbox(mailbox, password_of_mailbox()) as box, nursery() as children:
            taken = _take_what_is_new(box, children, at)
    except FileNotFoundError:
        problem = "no_password"
    except (MailAway, RegistryRefused) as away:
        problem = away.code
    if problem:
        _log.warning("the mailbox cannot be read: %s", problem)
    note_look(mailbox=mailbox, problem=problem, at=at)
    return taken


def _take_what_is_new(box: Postbox, children: Nursery, at: datetime) -> int:
    seen = Sighting.objects.filter(mailbox=box.mailbox, validity=box.validity)
    known = set(seen.values_list("uid", flat=True))
    here, until, taken = box.uids(), monotonic() + TURN_LASTS, 0
    box.mark(sorted(known & box.uids("UNSEEN")))
    unmarked: list[int] = []
    for place, raw, is_cut in box.messages(sorted(here - known)):
        taken += _take(box.mailbox, place, raw, read(raw, children, is_cut=is_cut), at)
        unmarked.append(place.uid)
        if len(unmarked) == _MARKED_AT_ONCE:
            box.mark(unmarked)
            unmarked = []
        if monotonic() > until:
            break
    box.mark(unmarked)
    return taken


def _take(mailbox: Mailbox, place: Place, raw: bytes, told: Read, at: datetime) -> bool:
    """Whatever a message holds, it gets its number: what cannot be kept as it was read is not read."""
    try:
        mail = take_in(mailbox=mailbox, place=place, raw=raw, read=told, at=at)
    except (DataError, ValueError, LetterInvalid):
        _log.warning("message %s of the mailbox is put into quarantine", place.uid)
        mail = take_in(mailbox=mailbox, place=place, raw=raw, read=Read("unreadable"), at=at)
    return mail is not None

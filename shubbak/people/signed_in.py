"""Reads of where staff are signed in, and of what they sent after that had ended."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY
from django.utils.crypto import constant_time_compare

from shubbak.people.models import LateForm, SessionStore, Staff, StaffSession
from shubbak.people.rules import FORM_WAITS


def sessions_of(staff: Staff, at: datetime) -> Sequence[StaffSession]:
    """Where somebody is signed in, the latest used first; not what a new password or a lost right ended."""
    bound = staff.get_session_auth_hash()
    rows = StaffSession.objects.filter(staff=staff, expire_date__gt=at, seen_at__isnull=False)
    return [
        row
        for row in rows.order_by("-seen_at", "pk")
        if constant_time_compare(row.get_decoded().get(HASH_SESSION_KEY, ""), bound)
    ]


def name_of_session(row: StaffSession) -> str:
    """What a page calls a session: its key stands in no page."""
    return hashlib.sha256(row.session_key.encode()).hexdigest()[:16]


def owner_of_ended(session: SessionStore, key: str) -> Staff | None:
    """Whose session just ended: the one found to be of no use any more, or the one whose time was over."""
    ended = session.ended or StaffSession.objects.select_related("staff").filter(session_key=key).first()
    return ended.staff if ended else None


def late_form_of(staff: Staff, form_id: UUID, at: datetime) -> LateForm | None:
    """A form that somebody sent after the end of their session, for them alone."""
    return LateForm.objects.filter(staff=staff, pk=form_id, arrived_at__gt=at - FORM_WAITS).first()

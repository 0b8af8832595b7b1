"""Sessions of staff: seen, ended; and what was sent after the end of one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.people.actions.accounts import end_sessions, name_of
from shubbak.people.models import LateForm, SessionStore, Staff, StaffSession
from shubbak.people.queries import actor_of
from shubbak.people.rules import FORM_WAITS, SessionLimits

_OWNER_KNOWN = timedelta(days=7)
"""How long after the end of a session it is known whose it was."""


@action
def note_seen(
    *, session: SessionStore, staff: Staff, device: str, network: str, limits: SessionLimits, at: datetime
) -> None:
    """Somebody works in this session: it ends later, but no later than its length allows."""
    before = session.row
    begun = before.begun_at if before and before.staff_id == staff.pk else None
    facts = {"begun_at": begun or at, "seen_at": at, "device": device, "network": network}
    ends = limits.end(begun or at, at)
    key = str(session.session_key)
    StaffSession.objects.filter(session_key=key).update(staff=staff, expire_date=ends, **facts)
    session.row = StaffSession(session_key=key, staff=staff, expire_date=ends, **facts)


@action
def end_own_session(*, session: StaffSession, staff: Staff, at: datetime) -> None:
    """Somebody ends one of their sessions from another."""
    _end(staff, [session.pk], at)


@action
def end_other_sessions(*, staff: Staff, but: str, at: datetime) -> int:
    """Somebody ends all of their sessions except the one they are in; how many there were."""
    others = StaffSession.objects.filter(staff=staff, expire_date__gt=at).exclude(session_key=but)
    return _end(staff, list(others.values_list("pk", flat=True)), at)


def _end(staff: Staff, keys: Sequence[str], at: datetime) -> int:
    ended = StaffSession.objects.filter(staff=staff, pk__in=keys).update(expire_date=at)
    facts = {"sessions": ended}
    record(what="staff.sessions_ended", about=name_of(staff), actor=actor_of(staff), at=at, facts=facts)
    return ended


@action
def sign_out_everywhere(*, staff: Staff, actor: Actor, at: datetime) -> Staff:
    """An administrator ends every session of a colleague."""
    record(what="staff.sessions_ended", about=name_of(staff), actor=actor, at=at)
    return end_sessions(staff=staff)


@action
def end_every_session(*, at: datetime) -> int:
    """An older copy was brought back, with sessions that had ended since: all of them end; how many."""
    return StaffSession.objects.filter(expire_date__gt=at).update(expire_date=at)


@action
def hold_form(*, staff: Staff, path: str, fields: Sequence[tuple[str, str]], at: datetime) -> UUID:
    """Keep what somebody sent after the end of their session; of one address the latest."""
    held, _ = LateForm.objects.update_or_create(
        staff=staff, path=path, defaults={"fields": list(fields), "arrived_at": at}
    )
    return held.pk


@action
def forget_form(*, form: LateForm) -> None:
    """It is sent again, or thrown away."""
    LateForm.objects.filter(pk=form.pk).delete()


@action
def forget_forms_about(*, name: str) -> None:
    """What was sent to addresses that bear this name goes with what it names."""
    LateForm.objects.filter(path__contains=name).delete()


@action
def sweep_sessions(*, at: datetime) -> int:
    """Forget sessions that ended a week ago, and forms that nobody sent again; how many went."""
    over, _ = StaffSession.objects.filter(expire_date__lt=at - _OWNER_KNOWN).delete()
    forms, _ = LateForm.objects.filter(arrived_at__lt=at - FORM_WAITS).delete()
    return over + forms

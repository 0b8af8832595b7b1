"""Accounts of staff. What takes a right away ends the sessions of its holder at once (promises §2)."""

from datetime import datetime
from functools import cache

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db.models import F

from shubbak.journal.actions import action, record
from shubbak.journal.rules import SYSTEM, Actor, Fact
from shubbak.people.models import RoleGrant, Staff
from shubbak.people.queries import actor_of, holders
from shubbak.people.rules import LastAdministrator, WrongPassword


@action
def enlist_staff(
    *,
    email: str,
    name: str,
    actor: Actor,
    at: datetime,
    name_fr: str = "",
    language: str = "ar",
    password: str | None = None,
    is_demo: bool = False,
) -> Staff:
    """Open an account. Without a password nobody can sign in with it yet.

    :raises django.core.exceptions.ValidationError: if the password is too weak.
    :raises django.db.IntegrityError: if the address has an account.
    """
    staff = Staff(email=email.strip().lower(), name=name, name_fr=name_fr, language=language, is_demo=is_demo)
    if password is not None and not is_demo:
        validate_password(password, staff)
    staff.password = _hash_of_demonstration(password) if is_demo else make_password(password)
    staff.save(force_insert=True)
    record(what="staff.enlisted", about=name_of(staff), actor=actor, at=at, facts={"demo": is_demo})
    return staff


@cache
def _hash_of_demonstration(password: str | None) -> str:
    """Hashed once for the forty accounts of a demonstration: they share one password, which is printed."""
    return make_password(password)


@action
def change_password(
    *, staff: Staff, new: str, actor: Actor, at: datetime, present: str | None = None
) -> Staff:
    """Set a new password; every session ends. `present` is asked of whoever changes their own.

    :raises WrongPassword: if `present` is given and is not the one in use.
    :raises django.core.exceptions.ValidationError: if the new one is too weak.
    """
    if present is not None and not staff.check_password(present):
        raise WrongPassword
    validate_password(new, staff)
    staff.set_password(new)
    staff.save(update_fields=["password"])
    record(what="staff.password_changed", about=name_of(staff), actor=actor, at=at)
    return end_sessions(staff=staff)


@action
def close_account(*, staff: Staff, actor: Actor, at: datetime) -> Staff:
    """Nobody signs in with this account any more; what it did stays written.

    :raises LastAdministrator: if nobody else administers the body.
    """
    keep_an_administrator(without=staff, at=at)
    staff.is_active = False
    staff.save(update_fields=["is_active"])
    record(what="staff.account_closed", about=name_of(staff), actor=actor, at=at)
    return end_sessions(staff=staff)


@action
def note_signed_in(*, staff: Staff, network: str, at: datetime) -> None:
    """Somebody has come in, with every step that was asked of them. `network`: where from."""
    record(
        what="staff.signed_in",
        about=name_of(staff),
        actor=actor_of(staff),
        at=at,
        private={"network": network},
    )


@action
def note_signed_out(*, staff: Staff, at: datetime) -> None:
    """Somebody has left by the button."""
    record(what="staff.signed_out", about=name_of(staff), actor=actor_of(staff), at=at)


@action
def note_sign_in_failed(*, step: str, staff: Staff | None, network: str, at: datetime) -> None:
    """Somebody was not let in, by the ``password`` or by the ``second`` step.

    Of an address without an account nothing is written down: people type passwords into that box.
    """
    about = name_of(staff) if staff else "staff/unknown"
    facts, private = {"step": step}, {"network": network}
    record(what="staff.sign_in_failed", about=about, actor=SYSTEM, at=at, facts=facts, private=private)


@action
def note_refused(*, staff: Staff | None, door: str, times: int, network: str, at: datetime) -> None:
    """Somebody was refused at a door, for this many times in this hour; `door` is the name of an address."""
    about, actor = (name_of(staff), actor_of(staff)) if staff else ("staff/unknown", SYSTEM)
    facts: dict[str, Fact] = {"door": door, "times": times}
    record(what="access.refused", about=about, actor=actor, at=at, facts=facts, private={"network": network})


@action
def note_factors_changed(*, staff: Staff, actor: Actor, at: datetime) -> Staff:
    """A second factor was added or taken away: on record, and the end of every session."""
    record(what="staff.second_factor_changed", about=name_of(staff), actor=actor, at=at)
    return end_sessions(staff=staff)


@action
def reset_second_factor(*, staff: Staff, actor: Actor, at: datetime) -> Staff:
    """Forget every second factor of somebody who lost theirs: the next sign-in asks to set one up.

    For the administrator, after seeing the person.
    """
    Authenticator.objects.filter(user_id=staff.pk).delete()
    record(what="staff.second_factor_reset", about=name_of(staff), actor=actor, at=at)
    return end_sessions(staff=staff)


@action
def set_language(*, staff: Staff, language: str) -> Staff:
    """The language of the desk for this member of staff."""
    staff.language = language
    staff.save(update_fields=["language"])
    return staff


@action
def end_sessions(*, staff: Staff) -> Staff:
    """End every session of a member of staff, from the next request on."""
    Staff.objects.filter(pk=staff.pk).update(session_epoch=F("session_epoch") + 1)
    staff.refresh_from_db(fields=["session_epoch"])
    return staff


def keep_an_administrator(*, without: Staff, at: datetime) -> None:
    """Refuse what would leave the body without anybody who gives access to others.

    :raises LastAdministrator: if `without` administers the body and nobody else does.
    """
    # Of two who take the role from each other at once one waits: the grants are taken, in one order.
    granted = RoleGrant.objects.select_for_update().filter(role="administrator")
    list(granted.order_by("pk").values_list("pk"))
    if set(holders("administrator", at=at)) == {without}:
        raise LastAdministrator(name_of(without))


def name_of(staff: Staff) -> str:
    """What the journal calls an account."""
    return f"staff/{staff.pk}"

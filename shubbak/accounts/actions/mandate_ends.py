"""Ending a mandate, at once and from either side, and forgetting what is over."""

from datetime import datetime

from django.db.models import Q, QuerySet

from shubbak.accounts.actions.mandate_lines import (
    MANDATE,
    about_of,
    check_desk,
    holder_of,
    is_holder,
    locked,
    note,
    tell,
)
from shubbak.accounts.models import Account, Mandate, MandateFile
from shubbak.accounts.queries.mandates import held_by, holds, recipient_of, today_at
from shubbak.accounts.rules import FORGOTTEN_AFTER, MandateRefused
from shubbak.cases.actions import rotate_code
from shubbak.cases.models import Case
from shubbak.documents.actions import erase_documents
from shubbak.journal.actions import action, erase_lines, record
from shubbak.journal.rules import CLOCK, SYSTEM, Actor
from shubbak.notifications.actions import erase_messages
from shubbak.people.actions import erase_person
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of as staff_actor

_STATE, _SIDE = Mandate.State, Mandate.Side
_AT_ONCE = 500


@action
def renounce(*, mandate: Mandate, account: Account, at: datetime) -> None:
    """The holder acts no more.

    :raises MandateRefused: ``not_yours``, ``settled``.
    """
    if not is_holder(account, mandate):
        raise MandateRefused("not_yours")
    _end(mandate, _SIDE.HOLDER, holder_of(mandate), at)


@action
def revoke(*, mandate: Mandate, account: Account, at: datetime) -> None:
    """Whoever is represented, or an owner of the institution, ends it: the next request is refused.

    :raises MandateRefused: ``not_yours``, ``settled``.
    """
    if not _speaks_for(account, mandate, at):
        raise MandateRefused("not_yours")
    actor = Actor("applicant", f"account/{account.pk}", mandate.principal.name)
    _end(mandate, _SIDE.PRINCIPAL, actor, at)


def _speaks_for(account: Account, mandate: Mandate, at: datetime) -> bool:
    """The proven address is the one that the desk checked of the principal, or an owner's."""
    person = mandate.principal
    theirs = person.phone if account.kind == "sms" else person.email.lower()
    if theirs == account.address:
        return True
    owners = held_by(account).filter(principal=person, right="owner").exclude(pk=mandate.pk)
    return mandate.invited_by_id is not None and any(holds(owner, at) for owner in owners)


@action
def revoke_at_desk(*, mandate: Mandate, reason: str, staff: Staff, at: datetime) -> None:
    """Either side came to the counter, or the paper is worth nothing any more.

    :raises MandateRefused: ``not_yours``, ``settled``.
    """
    check_desk(staff, at)
    _end(mandate, _SIDE.DESK, staff_actor(staff), at, reason)


def _end(mandate: Mandate, side: Mandate.Side, actor: Actor, at: datetime, reason: str = "") -> None:
    """Both are told. The codes and links of the files that were deposited under it are drawn anew."""
    fresh = locked(mandate)
    if fresh.ended_at is not None or fresh.state == _STATE.REFUSED:
        raise MandateRefused("settled")
    was_in_force = fresh.state == _STATE.ACCEPTED
    Mandate.objects.filter(pk=fresh.pk).update(ended_at=at, ended_by=side)
    for case in Case.objects.filter(under_mandate__mandate=fresh, erased_at=None):
        rotate_code(case=case, actor=SYSTEM, at=at)
    note("ended", fresh, actor, at, words=reason, side=side.value)
    if was_in_force:
        tell(fresh, recipient_of(fresh), "ended", at)
        tell(fresh, fresh.principal, "ended_for_you", at)


@action
def end_over(*, at: datetime) -> int:
    """End the mandates whose last day is over, and those whose owner's is; how many.

    They have opened nothing since; the codes that their holders know die now.
    """
    day = today_at(at)
    alive = Mandate.objects.filter(ended_at=None).exclude(state=_STATE.REFUSED)
    over = alive.filter(Q(ends__lt=day) | Q(invited_by__ended_at__isnull=False))
    ended = list(over[:_AT_ONCE])
    for mandate in ended:
        _end(mandate, _SIDE.CLOCK, CLOCK, at)
    return len(ended)


@action
def end_all_held(*, account: Account, at: datetime) -> None:
    """A closed account acts for nobody."""
    for mandate in held_by(account).exclude(state=_STATE.REFUSED):
        _end(mandate, _SIDE.HOLDER, holder_of(mandate), at)


@action
def forget_over(*, at: datetime) -> int:
    """Erase mandates refused or over since a year that have no file any more; how many went."""
    before = at - FORGOTTEN_AFTER
    over = Q(ended_at__lt=before) | Q(state=_STATE.REFUSED, decided_at__lt=before)
    gone = list(_alone().filter(over)[:_AT_ONCE])
    for mandate in gone:
        _forget(mandate, at)
    return len(gone)


@action
def forget_mandate_file(*, case: Case, at: datetime) -> None:
    """An erased file is under no mandate any more; one that is over goes with the last of its files."""
    of_case = list(MandateFile.objects.filter(case=case).values_list("mandate", flat=True))
    MandateFile.objects.filter(case=case).delete()
    for mandate in _alone().filter(pk__in=of_case, ended_at__isnull=False):
        _forget(mandate, at)


def _alone() -> QuerySet[Mandate]:
    return Mandate.objects.filter(files=None, invited=None).select_related("principal")


def _forget(mandate: Mandate, at: datetime) -> None:
    """The row goes, with its principal unless another mandate names them."""
    about, person, paper = about_of(mandate), mandate.principal, mandate.paper_id
    erase_messages(kind=MANDATE, ids=[str(mandate.pk)])
    Mandate.objects.filter(pk=mandate.pk).delete()
    if paper is not None:
        erase_documents(ids=[paper], at=at)
    if not person.mandates.exists():
        erase_person(person=person, actor=SYSTEM, at=at)
    erase_lines(about=about, keep=(), actor=SYSTEM, at=at)
    record(what="mandate.erased", about=about, actor=SYSTEM, at=at)

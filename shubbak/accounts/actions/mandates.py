"""Asking for a mandate, checking it at the desk, inviting members of an institution."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from shubbak.accounts.actions.mandate_lines import check_desk, holder_of, is_holder, locked, note, tell
from shubbak.accounts.models import Account, Mandate
from shubbak.accounts.queries.mandates import held_by, holds, members_of, recipient_of, today_at
from shubbak.accounts.rules import (
    MEMBERS,
    OPEN_ASKED,
    Address,
    Holder,
    Kind,
    MandateRefused,
    MandateTerms,
)
from shubbak.cases.rules import PersonFacts
from shubbak.documents.models import Document
from shubbak.journal.actions import action
from shubbak.people.actions import enlist_person
from shubbak.people.models import Person, Staff
from shubbak.people.queries import actor_of as staff_actor

_STATE = Mandate.State
_KINDS: dict[str, Kind] = {"email": "email", "sms": "sms"}


@action
def ask_mandate(
    *,
    account: Account,
    principal: PersonFacts,
    holder_name: str,
    terms: MandateTerms,
    paper: Document,
    at: datetime,
) -> Mandate:
    """Ask to act for somebody, with the paper that says so. It allows nothing before the desk has checked it.

    :raises MandateRefused: ``ends_before_it_starts``, ``over_already``, ``too_many_asked``,
        ``owner_of_person``.
    """
    if held_by(account).filter(state=_STATE.ASKED).count() >= OPEN_ASKED:
        raise MandateRefused("too_many_asked")
    address = Address(_KINDS[account.kind], account.address)
    mandate = _new(principal, Holder(holder_name, address, account.language), terms, paper, at)
    note("asked", mandate, holder_of(mandate), at, right=terms.right)
    return mandate


@action
def take_mandate(
    *,
    principal: PersonFacts,
    holder: Holder,
    terms: MandateTerms,
    paper: Document,
    checked: str,
    staff: Staff,
    at: datetime,
) -> Mandate:
    """Take a mandate in at the desk from somebody who brings its paper and has no account: it holds at once,
    and whoever receives the first code at the holder's address acts under it.

    :param checked: what was seen, in words.
    :raises MandateRefused: ``not_yours``, ``ends_before_it_starts``, ``over_already``, ``owner_of_person``,
        ``known``.
    """
    check_desk(staff, at)
    mandate = _new(principal, holder, terms, paper, at)
    _settle(mandate, _STATE.ACCEPTED, checked, staff.name, at)
    note("taken_in", mandate, staff_actor(staff), at, words=checked, right=terms.right)
    _tell_both(mandate, at)
    return mandate


def _new(
    principal: PersonFacts, holder: Holder, terms: MandateTerms, paper: Document, at: datetime
) -> Mandate:
    problem = terms.problem(today_at(at))
    if terms.right == "owner" and principal.kind != Person.Kind.LEGAL:
        problem = "owner_of_person"
    if problem:
        raise MandateRefused(problem)
    mandate = Mandate(
        principal=enlist_person(**vars(principal), at=at),
        kind=holder.address.kind,
        address=holder.address.text,
        language=holder.language,
        holder_name=holder.name.strip(),
        paper=paper,
        state=_STATE.ASKED,
        asked_at=at,
    )
    return _written(mandate, terms)


def _written(mandate: Mandate, terms: MandateTerms) -> Mandate:
    """:raises MandateRefused: ``known`` when this address has one for the same principal already."""
    mandate.right, mandate.services = terms.right, list(terms.services)
    mandate.starts, mandate.ends = terms.starts, terms.ends
    try:
        with transaction.atomic():
            mandate.save(force_insert=True)
    except IntegrityError:
        raise MandateRefused("known") from None
    return mandate


@action
def accept_mandate(*, mandate: Mandate, checked: str, staff: Staff, at: datetime) -> Mandate:
    """The desk has seen the paper and who brings it: from now on the holder acts, and both are told.

    :param checked: what was seen, in words.
    :raises MandateRefused: ``not_yours``, ``settled``.
    """
    fresh = _asked(mandate, staff, at)
    _settle(fresh, _STATE.ACCEPTED, checked, staff.name, at)
    note("accepted", fresh, staff_actor(staff), at, words=checked, right=fresh.right)
    _tell_both(fresh, at)
    return fresh


def _tell_both(mandate: Mandate, at: datetime) -> None:
    tell(mandate, recipient_of(mandate), "accepted", at)
    tell(mandate, mandate.principal, "accepted_for_you", at)


@action
def refuse_mandate(*, mandate: Mandate, reason: str, staff: Staff, at: datetime) -> Mandate:
    """It does not say what it should; whoever asked is told why.

    :raises MandateRefused: ``not_yours``, ``settled``.
    """
    fresh = _asked(mandate, staff, at)
    _settle(fresh, _STATE.REFUSED, reason, staff.name, at)
    note("refused", fresh, staff_actor(staff), at, words=reason)
    tell(fresh, recipient_of(fresh), "refused", at)
    return fresh


def _asked(mandate: Mandate, staff: Staff, at: datetime) -> Mandate:
    check_desk(staff, at)
    fresh = locked(mandate)
    if fresh.state != _STATE.ASKED or fresh.ended_at is not None:
        raise MandateRefused("settled")
    return fresh


def _settle(mandate: Mandate, state: Mandate.State, words: str, by: str, at: datetime) -> None:
    mandate.state, mandate.words = state, words.strip()
    mandate.decided_at, mandate.decided_by_name = at, by
    mandate.save(update_fields=["state", "words", "decided_at", "decided_by_name"])


@action
def invite_member(
    *, owner: Mandate, account: Account, address: Address, name: str, terms: MandateTerms, at: datetime
) -> Mandate:
    """An owner of an institution invites somebody, who signs in with a code sent to that address.

    :raises MandateRefused: ``not_owner``, ``known``, ``too_many``, ``ends_before_it_starts``,
        ``over_already``.
    """
    fresh = locked(owner)
    if not _owns(account, fresh, at) or terms.right == "owner":
        raise MandateRefused("not_owner")
    problem = terms.problem(today_at(at))
    if members_of(fresh, at).count() >= MEMBERS:
        problem = "too_many"
    if problem:
        raise MandateRefused(problem)
    narrowed = replace(terms, services=_within(fresh.services, terms.services))
    invited = _written(
        Mandate(
            principal=fresh.principal,
            kind=address.kind,
            address=address.text,
            language=account.language,
            holder_name=name.strip(),
            invited_by=fresh,
            state=_STATE.INVITED,
            asked_at=at,
        ),
        narrowed,
    )
    note("invited", invited, holder_of(fresh), at, right=terms.right, owner=str(fresh.pk))
    tell(invited, recipient_of(invited), "invited", at)
    return invited


def _within(allowed: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """A member gets no service that the owner does not have."""
    if not allowed:
        return tuple(wanted)
    return tuple(code for code in wanted if code in allowed) or tuple(allowed)


def _owns(account: Account, mandate: Mandate, at: datetime) -> bool:
    return is_holder(account, mandate) and mandate.right == "owner" and holds(mandate, at)


@action
def answer_invitation(*, mandate: Mandate, account: Account, accepts: bool, at: datetime) -> Mandate:
    """Whoever proved the invited address takes the mandate, or leaves it.

    :raises MandateRefused: ``not_yours``, ``settled``.
    """
    fresh = locked(mandate)
    if not is_holder(account, fresh):
        raise MandateRefused("not_yours")
    owner = fresh.invited_by
    if fresh.state != _STATE.INVITED or fresh.ended_at or owner is None or not holds(owner, at):
        raise MandateRefused("settled")
    _settle(fresh, _STATE.ACCEPTED if accepts else _STATE.REFUSED, "", fresh.holder_name, at)
    note("taken" if accepts else "left", fresh, holder_of(fresh), at)
    return fresh

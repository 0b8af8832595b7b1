"""A draft goes round: those whose visa it needs agree, one after another or together, then it is signed."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max, QuerySet

from shubbak.journal.actions import action
from shubbak.people.models import Staff
from shubbak.people.queries import head_of, holders, roles_of, staff_of_ids
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.departure.actions.writing import hold, remember
from shubbak.registry.departure.models import Draft, Visa
from shubbak.registry.departure.permissions import gives_visa, signs_draft, signs_letters
from shubbak.registry.departure.rules import (
    UNIT_HEAD,
    VISA_ROLES,
    AskedVisa,
    check_visas,
    is_filled_in,
    rank_in_turn,
)


@action
def ask_visas(
    *, draft: Draft, signatory: Staff, visas: Sequence[AskedVisa], staff: Staff, at: datetime
) -> None:
    """Hand the draft to those whose visa it needs, and then to whoever signs; without visas to the signatory.

    :raises RegistryRefused: as `check_visas`, ``not_yours``, ``not_a_draft``, ``no_addressee``,
        ``not_filled_in``, ``may_not_sign``, ``no_such_colleague``.
    """
    held = hold(draft, Draft.State.DRAFT, staff, at)
    if not held.addressees.filter(is_copy=False).exists():
        raise RegistryRefused("no_addressee")
    if not is_filled_in(held.subject, held.body):
        raise RegistryRefused("not_filled_in")
    check_visas(visas, held.author_id, signatory.pk)
    if not signs_letters(roles_of(signatory, at), held.unit.code if held.unit else None):
        raise RegistryRefused("may_not_sign")
    _check_asked(held, visas, at)
    round_ = last_round(held) + 1
    Visa.objects.bulk_create(
        Visa(draft=held, staff_id=visa.staff, role=visa.role, rank=visa.rank, round=round_) for visa in visas
    )
    state = Draft.State.FOR_VISA if visas else Draft.State.FOR_SIGNATURE
    Draft.objects.filter(pk=draft.pk).update(state=state, signatory=signatory, changed_at=at)
    remember("registry.visas_asked", held, staff, at, {"visas": len(visas), "staff": signatory.pk})


@action
def give_visa(*, draft: Draft, staff: Staff, at: datetime, words: str = "") -> None:
    """Agree. With the last visa the draft goes to whoever signs.

    :raises RegistryRefused: ``not_for_visa``, ``not_yours``, ``not_your_turn``.
    """
    held = _held(draft)
    visa = _visa_of(held, staff, at)
    Visa.objects.filter(pk=visa.pk).update(is_given=True, words=words, at=at, by=staff)
    if not _open_visas(held).exists():
        Draft.objects.filter(pk=draft.pk).update(state=Draft.State.FOR_SIGNATURE, changed_at=at)
    remember("registry.visa_given", held, staff, at, {"rank": visa.rank}, {"words": words})


@action
def refuse_draft(*, draft: Draft, staff: Staff, words: str, at: datetime) -> None:
    """Send it back to its author, with what is to be mended; whoever is asked for a visa or to sign may.

    :raises RegistryRefused: ``reason_missing``, ``not_for_visa``, ``not_yours``, ``not_your_turn``.
    """
    if not words.strip():
        raise RegistryRefused("reason_missing")
    held = _held(draft)
    if held.state == Draft.State.FOR_SIGNATURE:
        visa = _refusal_of_signatory(held, staff, at)
    else:
        visa = _visa_of(held, staff, at)
    Visa.objects.filter(pk=visa.pk).update(is_given=False, words=words, at=at, by=staff)
    _open_visas(held).delete()
    Draft.objects.filter(pk=draft.pk).update(state=Draft.State.DRAFT, changed_at=at)
    remember("registry.visa_refused", held, staff, at, {"rank": visa.rank}, {"words": words})


def last_round(draft: Draft) -> int:
    """How often the draft went round so far."""
    found: int | None = draft.visas.aggregate(last=Max("round"))["last"]
    return found or 0


def _check_asked(draft: Draft, visas: Sequence[AskedVisa], at: datetime) -> None:
    """Each is a colleague at work, each role has somebody besides the author."""
    people = [visa.staff for visa in visas if visa.staff is not None]
    known = staff_of_ids(people)
    if any(pk not in known or not known[pk].is_active for pk in people):
        raise RegistryRefused("no_such_colleague")
    for visa in visas:
        if visa.staff is None and not _who_is(visa.role, draft, at) - {draft.author_id}:
            raise RegistryRefused("no_such_colleague")


def _who_is(role: str, draft: Draft, at: datetime) -> set[int]:
    if role not in VISA_ROLES:
        return set()
    if role != UNIT_HEAD:
        return {staff.pk for staff in holders(role, at=at)}
    head = head_of(draft.unit, at) if draft.unit else None
    return {head.pk} if head else set()


def _held(draft: Draft) -> Draft:
    return Draft.objects.select_for_update(of=("self",)).select_related("unit").get(pk=draft.pk)


def _open_visas(draft: Draft) -> QuerySet[Visa]:
    return Visa.objects.filter(draft=draft, is_given=None)


def _visa_of(draft: Draft, staff: Staff, at: datetime) -> Visa:
    """The visa that is asked of somebody now."""
    if draft.state != Draft.State.FOR_VISA:
        raise RegistryRefused("not_for_visa")
    roles, missing = roles_of(staff, at), list(_open_visas(draft))
    mine = [visa for visa in missing if gives_visa(staff.pk, roles, visa, draft)]
    if not mine:
        raise RegistryRefused("not_yours")
    turn = rank_in_turn([visa.rank for visa in missing])
    for visa in mine:
        if visa.rank == turn:
            return visa
    raise RegistryRefused("not_your_turn")


def _refusal_of_signatory(draft: Draft, staff: Staff, at: datetime) -> Visa:
    """Whoever signs was asked last of all: the refusal stands after the visas."""
    if draft.signatory is None or not signs_draft(staff.pk, roles_of(staff, at), draft):
        raise RegistryRefused("not_yours")
    round_ = max(last_round(draft), 1)
    last = draft.visas.filter(round=round_).aggregate(last=Max("rank"))["last"] or 0
    return Visa.objects.create(draft=draft, staff=draft.signatory, round=round_, rank=last + 1)

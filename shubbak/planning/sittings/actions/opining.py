"""A body says what it thinks of a file; a member stands aside; a designer is heard; a reservation lifted."""

import uuid
from datetime import datetime

from shubbak.cases.actions.history import remember
from shubbak.cases.models import CasePaper
from shubbak.catalogue.queries import spec_of
from shubbak.journal.actions import action
from shubbak.journal.rules import Actor, Fact
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.planning.sittings.actions.agenda import lock_sitting, require_secretariat
from shubbak.planning.sittings.models import (
    AgendaItem,
    Conflict,
    Consultation,
    Lifting,
    Opinion,
    Reservation,
    Seat,
)
from shubbak.planning.sittings.queries import has_conflict, holds_seat
from shubbak.planning.sittings.rules import OpinionFacts, SittingRefused, check_opinion, opinions_open
from shubbak.planning.sittings.sealing import opinion_digest


@action
def give_opinion(*, item: AgendaItem, seat: Seat, facts: OpinionFacts, actor: Actor, at: datetime) -> Opinion:
    """What the body of a seat thinks, signed. A second one replaces the first; nothing is ever changed.

    :raises SittingRefused: ``not_your_seat``, ``seat_over``, ``conflict``, ``designer_present``,
        ``opinions_closed``, ``deliberated``, and those of `rules.check_opinion`.
    """
    held = _open_item(item)
    _require_seat(held, seat, actor, at)
    spec = spec_of(held.case.service_version)
    check_opinion(facts, {name: paper.role for name, paper in spec.documents.items()})
    before = Opinion.objects.filter(item=held, body=seat.body, replaced_by=None).first()
    given = Opinion(
        id=uuid.uuid4(),
        item=held,
        body=seat.body,
        seat=seat,
        value=facts.value,
        reasons=facts.reasons,
        ground=facts.ground,
        at=at,
        replaces=before,
    )
    given.digest = opinion_digest(given, held.case.number, facts)
    given.save(force_insert=True)
    Reservation.objects.bulk_create(
        Reservation(opinion=given, rank=rank, severity=each.severity, words=each.words)
        for rank, each in enumerate(facts.reservations, 1)
    )
    said = {"body": seat.body.code, "value": facts.value, "sha256": given.digest}
    remember(held.case, "member_opinion", actor=actor, at=at, facts=said)
    return given


@action
def declare_conflict(*, item: AgendaItem, seat: Seat, words: str, actor: Actor, at: datetime) -> Conflict:
    """A member takes no part in a file; their substitute may. Declared again, nothing changes.

    :raises SittingRefused: ``not_your_seat``, ``seat_over``, ``deliberated``.
    """
    held = _open_item(item)
    _require_held(held, seat, actor, at)
    declared, is_new = Conflict.objects.get_or_create(
        item=held, seat=seat, defaults={"words": words, "at": at}
    )
    if is_new:
        remember(held.case, "conflict_declared", actor=actor, at=at, facts={"body": seat.body.code})
    return declared


@action
def hear_designer(*, item: AgendaItem, name: str, staff: Staff, at: datetime) -> None:
    """The designer comes in: nobody opines until they have withdrawn (RGC, article 29).

    :raises SittingRefused: ``not_yours``, ``deliberated``.
    """
    require_secretariat(staff, at)
    held = _open_item(item)
    AgendaItem.objects.filter(pk=held.pk).update(designer=name, heard_at=at, withdrawn_at=None)
    remember(held.case, "designer_heard", actor=actor_of(staff), at=at)


@action
def withdraw_designer(*, item: AgendaItem, staff: Staff, at: datetime) -> None:
    """The designer has left the room. Where none is in it nothing changes.

    :raises SittingRefused: ``not_yours``, ``deliberated``.
    """
    require_secretariat(staff, at)
    held = _open_item(item)
    if held.designer_present:
        AgendaItem.objects.filter(pk=held.pk).update(withdrawn_at=at)
        remember(held.case, "designer_withdrew", actor=actor_of(staff), at=at)


@action
def lift_reservation(
    *, reservation: Reservation, words: str, paper: CasePaper | None, staff: Staff, at: datetime
) -> Lifting:
    """One reservation is lifted with its proof: words, or a paper of the file.

    :raises SittingRefused: ``not_yours``, ``lifted_before``, ``no_proof``.
    """
    require_secretariat(staff, at)
    held = (
        Reservation.objects.select_for_update().select_related("opinion__item__case").get(pk=reservation.pk)
    )
    case = held.opinion.item.case
    if paper is not None and paper.case_id != case.pk:
        raise SittingRefused("no_proof")
    if paper is None and not words.strip():
        raise SittingRefused("no_proof")
    if Lifting.objects.filter(reservation=held).exists():
        raise SittingRefused("lifted_before")
    actor = actor_of(staff)
    lifted = Lifting.objects.create(
        reservation=held, words=words, paper=paper, at=at, by=actor.id, by_name=actor.name
    )
    facts: dict[str, Fact] = {"body": held.opinion.body.code, "reservation": held.rank}
    remember(case, "reservation_lifted", actor=actor, at=at, public=True, facts=facts)
    return lifted


def _open_item(item: AgendaItem) -> AgendaItem:
    """The item, its sitting held: whoever closes it waits, or comes first."""
    lock_sitting(item.sitting_id)
    held = AgendaItem.objects.select_related("case__service_version", "sitting", "round").get(pk=item.pk)
    if not held.is_open:
        raise SittingRefused("deliberated")
    return held


def _require_held(item: AgendaItem, seat: Seat, actor: Actor, at: datetime) -> None:
    """The seat is the actor's, in office, of a body that is consulted."""
    own = actor.id == str(seat.staff_id) if actor.kind == "staff" else seat.staff_id is None
    if not own or not Consultation.objects.filter(round=item.round_id, body=seat.body_id).exists():
        raise SittingRefused("not_your_seat")
    if not holds_seat(seat, at):
        raise SittingRefused("seat_over")


def _require_seat(item: AgendaItem, seat: Seat, actor: Actor, at: datetime) -> None:
    _require_held(item, seat, actor, at)
    if has_conflict(item, seat):
        raise SittingRefused("conflict")
    if item.designer_present:
        raise SittingRefused("designer_present")
    if not opinions_open(item.sitting.state, at, item.sitting.opinions_until):
        raise SittingRefused("opinions_closed")

"""Who sits: bodies, their members and substitutes, and how the committee works here."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from shubbak.foundation.localized import Localized
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.people.models import Staff, Unit
from shubbak.planning.sittings.models import Body, Practice, Seat
from shubbak.planning.sittings.rules import SittingRefused


class BodyFacts(NamedTuple):
    """`sits_for`: classes; `agency`: its code where `way` is ``exchange``."""

    code: str
    name: Localized
    kind: str
    sits_for: Sequence[str]
    way: str
    binds: bool = False
    agency: str = ""


class SeatFacts(NamedTuple):
    """A member by name; `ends` is the last day. Without `staff` they are reached by e-mail."""

    name: str
    starts: date
    quality: str = ""
    email: str = ""
    language: str = "ar"
    staff: Staff | None = None
    substitute_of: Seat | None = None
    ends: date | None = None


@action
def describe_body(*, facts: BodyFacts, actor: Actor, at: datetime) -> Body:
    """A new body, or the same one described anew; rounds that went to it keep what held then."""
    told = {**facts._asdict(), "sits_for": list(facts.sits_for), "name": dict(facts.name)}
    code = told.pop("code")
    body, _is_new = Body.objects.update_or_create(code=code, defaults={**told, "retired_at": None})
    record(
        what="sittings.body_described",
        about=f"body:{code}",
        actor=actor,
        at=at,
        facts={"binds": body.binds, "sits_for": " ".join(body.sits_for)},
    )
    return body


@action
def retire_body(*, body: Body, actor: Actor, at: datetime) -> None:
    """It is consulted no more; the files that lie before it go on."""
    if Body.objects.filter(pk=body.pk, retired_at=None).update(retired_at=at):
        record(what="sittings.body_retired", about=f"body:{body.code}", actor=actor, at=at)


@action
def open_seat(*, body: Body, facts: SeatFacts, actor: Actor, at: datetime) -> Seat:
    """Name a member, or the substitute of one.

    :raises SittingRefused: ``days_reversed``, ``not_your_seat`` for a substitute of another body's member.
    """
    if facts.ends and facts.ends < facts.starts:
        raise SittingRefused("days_reversed")
    if facts.substitute_of and facts.substitute_of.body_id != body.pk:
        raise SittingRefused("not_your_seat")
    seat = Seat.objects.create(body=body, **facts._asdict())
    _note_seat("sittings.seat_opened", seat, actor, at)
    return seat


@action
def end_seat(*, seat: Seat, last: date, actor: Actor, at: datetime) -> None:
    """The last day of a member.

    :raises SittingRefused: ``days_reversed``.
    """
    if last < seat.starts:
        raise SittingRefused("days_reversed")
    Seat.objects.filter(pk=seat.pk).update(ends=last)
    _note_seat("sittings.seat_ended", seat, actor, at)


@action
def set_practice(
    *, secretariat: Unit | None, quorum: int, sign_days: int, actor: Actor, at: datetime
) -> None:
    """How the committee works from now on; sittings that are planned keep the quorum that held."""
    Practice.objects.create(secretariat=secretariat, quorum=quorum, sign_days=sign_days, set_at=at)
    facts: dict[str, Fact] = {"quorum": quorum, "sign_days": sign_days}
    record(what="sittings.practice_set", about="sittings", actor=actor, at=at, facts=facts)


def _note_seat(what: str, seat: Seat, actor: Actor, at: datetime) -> None:
    record(
        what=what,
        about=f"body:{seat.body.code}",
        actor=actor,
        at=at,
        private={"name": seat.name},
    )

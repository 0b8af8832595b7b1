"""Who held which position and role on a day of the past: read from the rows that bear their dates."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shubbak.journal.queries import acts_about
from shubbak.people.models import Absence, Appointment, DutyTurn, PeriodQuerySet, RoleGrant, Staff


@dataclass(frozen=True)
class RightsHeld:
    """What somebody was during some of a day. `stands_in`: for whom, and while they were away.

    `closed_at`: since when nobody signs in with the account any more.
    """

    staff: Staff
    positions: Sequence[Appointment]
    roles: Sequence[RoleGrant]
    stands_in: Sequence[Absence]
    turns: Sequence[DutyTurn]
    closed_at: datetime | None = None


def rights_between(starts: datetime, ends: datetime) -> list[RightsHeld]:
    """Everybody who held anything from `starts`, included, to `ends`, not included; by name.

    Whose account was closed before `starts` held nothing any more, whatever their rows say.
    """
    positions = _by_holder(Appointment.objects.select_related("position__unit"), "staff_id", starts, ends)
    roles = _by_holder(RoleGrant.objects.select_related("unit"), "staff_id", starts, ends)
    stands_in = _by_holder(Absence.objects.select_related("staff"), "stand_in_id", starts, ends)
    turns = _by_holder(DutyTurn.objects.select_related("unit"), "staff_id", starts, ends)
    everybody = Staff.objects.filter(pk__in={*positions, *roles, *stands_in, *turns}).order_by("name", "pk")
    closed = acts_about("staff.account_closed", [f"staff/{who.pk}" for who in everybody if not who.is_active])
    held = []
    for who in everybody:
        closed_at = closed.get(f"staff/{who.pk}")
        if closed_at is None or closed_at > starts:
            mine = [found[who.pk] for found in (positions, roles, stands_in, turns)]
            held.append(RightsHeld(who, mine[0], mine[1], mine[2], mine[3], closed_at))
    return held


def _by_holder(rows: PeriodQuerySet, holder: str, starts: datetime, ends: datetime) -> dict[int, list]:  # type: ignore[type-arg]  # rows of four tables
    found = defaultdict(list)
    for row in rows.during(starts, ends):
        found[getattr(row, holder)].append(row)
    return found

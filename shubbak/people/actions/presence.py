"""Who is away and who stands in; who is on duty."""

from datetime import datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.people.actions.accounts import end_sessions, name_of
from shubbak.people.models import Absence, DutyTurn, Staff, Unit
from shubbak.people.queries import roles_of
from shubbak.people.rules import WORKING_ROLES, Cover, WorksElsewhere, check_cover


@action
def note_absence(
    *, staff: Staff, stand_in: Staff, starts: datetime, ends: datetime, actor: Actor, at: datetime
) -> Absence:
    """From `starts` until `ends` the one is away and the other stands in.

    :raises StandInAbsent: if the stand-in is away meanwhile.
    :raises StandsInMeanwhile: if the absent one stands in for somebody meanwhile.
    :raises django.db.IntegrityError: if the absence is noted already during some of that time.
    """
    # Two at once could make a chain that neither sees: the accounts are taken, in one order.
    both = Staff.objects.select_for_update().filter(pk__in=(staff.pk, stand_in.pk))
    list(both.order_by("pk").values_list("pk"))
    rows = Absence.objects.filter(ends__gt=starts).values_list("staff", "stand_in", "starts", "ends")
    check_cover(Cover(staff.pk, stand_in.pk, starts, ends), (Cover(*row) for row in rows))
    absence = Absence.objects.create(staff=staff, stand_in=stand_in, starts=starts, ends=ends)
    facts = {"stand_in": name_of(stand_in), "starts": starts.isoformat(), "ends": ends.isoformat()}
    record(what="staff.absence_noted", about=name_of(staff), actor=actor, at=at, facts=facts)
    return absence


@action
def end_absence(*, absence: Absence, actor: Actor, at: datetime) -> None:
    """The colleague is back; what the stand-in took over ends now, with their sessions."""
    if absence.ends <= at:
        return
    if absence.starts >= at:
        Absence.objects.filter(pk=absence.pk).delete()
    else:
        Absence.objects.filter(pk=absence.pk).update(ends=at)
    facts = {"stand_in": name_of(absence.stand_in)}
    record(what="staff.absence_ended", about=name_of(absence.staff), actor=actor, at=at, facts=facts)
    end_sessions(staff=absence.stand_in)


@action
def give_turn(
    *, staff: Staff, unit: Unit | None, starts: datetime, ends: datetime, actor: Actor, at: datetime
) -> DutyTurn:
    """Put somebody on duty for a unit and those under it, or for the whole body.

    :raises WorksElsewhere: if they hold no role of the work there when the turn begins.
    """
    roles, place = roles_of(staff, starts), unit.code if unit else None
    if not any(roles.has(role, unit=place) for role in WORKING_ROLES):
        raise WorksElsewhere(staff.email)
    turn = DutyTurn.objects.create(staff=staff, unit=unit, starts=starts, ends=ends)
    facts = {"unit": place, "starts": starts.isoformat(), "ends": ends.isoformat()}
    record(what="duty.given", about=name_of(staff), actor=actor, at=at, facts=facts)
    return turn


@action
def end_turn(*, turn: DutyTurn, actor: Actor, at: datetime) -> None:
    """The turn ends now; one that has not begun never begins."""
    if turn.ends <= at:
        return
    if turn.starts >= at:
        DutyTurn.objects.filter(pk=turn.pk).delete()
    else:
        DutyTurn.objects.filter(pk=turn.pk).update(ends=at)
    facts = {"unit": turn.unit.code if turn.unit else None}
    record(what="duty.ended", about=name_of(turn.staff), actor=actor, at=at, facts=facts)

"""Who comes through: the secretariat and those who lead read every sitting, a member those to which they are
called; only the secretariat keeps them, only administrators say who sits.
"""

from uuid import UUID

from django.http import Http404

from shubbak.desk.access import Door, P, View, Visit, hidden
from shubbak.planning.sittings.models import AgendaItem, Seat, Sitting
from shubbak.planning.sittings.permissions import (
    comes_in,
    describes_bodies,
    keeps_sittings,
    reads_sittings,
)
from shubbak.planning.sittings.queries import seat_on


def sitting_people(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: comes_in(visit.staff.pk, visit.roles, visit.at))


def secretaries(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: visit.may_write and keeps_sittings(visit.roles))


def body_keepers(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: describes_bodies(visit.roles))


def the_sitting(visit: Visit, key: UUID) -> Sitting:
    """:raises Http404: if there is none, or the reader is not called to it."""
    found = Sitting.objects.filter(pk=key).first()
    if found is None or not (reads_sittings(visit.roles) or _is_called(visit, found)):
        raise Http404
    return found


def the_item(visit: Visit, key: UUID) -> tuple[AgendaItem, Seat | None]:
    """A file of an agenda, and the seat by which the reader speaks for a body.

    :raises Http404: for whoever neither keeps sittings nor sits on this file.
    """
    wanted = AgendaItem.objects.select_related("sitting", "case__service_version", "round")
    found = wanted.filter(pk=key).first()
    seat = seat_on(found, visit.staff, visit.at) if found else None
    if found is None or not (seat or reads_sittings(visit.roles)):
        raise Http404
    return found, seat


def _is_called(visit: Visit, sitting: Sitting) -> bool:
    return sitting.convocations.filter(seat__staff=visit.staff).exists()

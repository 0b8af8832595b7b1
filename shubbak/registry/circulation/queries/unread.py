"""How many letters wait for somebody: sent to their units and not accepted, told to them and not read."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from shubbak.people.models import Staff
from shubbak.people.rules import Roles
from shubbak.registry.circulation.models import Handover, ReadReceipt
from shubbak.registry.circulation.queries.whereabouts import told_to


@dataclass(frozen=True)
class Unread:
    """`letters` of their units, `circulars` of their own."""

    letters: int = 0
    circulars: int = 0

    @property
    def total(self) -> int:
        return self.letters + self.circulars


def unread_by(staff: Staff, roles: Roles) -> Unread:
    """One question, by two small indexes; none for whoever works in no unit."""
    if not roles.units:
        return Unread()
    sent = Handover.objects.filter(told_to(roles), state=Handover.State.SENT, unit__code__in=roles.units)
    circulars = ReadReceipt.objects.filter(staff=staff, read_at=None)
    asked = Staff.objects.filter(pk=staff.pk).values_list(_tally(sent), _tally(circulars))
    return Unread(*asked.get())


def _tally(rows: QuerySet[Any]) -> Coalesce:
    """Their number as a value of another question."""
    counted = rows.order_by().values(whole=Value(1)).annotate(tally=Count("pk")).values("tally")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

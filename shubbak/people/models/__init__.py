"""Units, positions, staff and what they may do; the persons whom the body serves; sessions of staff; links of
guests."""

from shubbak.people.models.guests import GuestLink
from shubbak.people.models.offices import (
    Absence,
    Appointment,
    DutyTurn,
    PeriodQuerySet,
    Person,
    Position,
    RoleGrant,
    Staff,
    StaffManager,
    Unit,
    _Period,
)
from shubbak.people.models.sessions import LateForm, SessionStore, StaffSession

__all__ = [
    "Absence",
    "Appointment",
    "DutyTurn",
    "GuestLink",
    "LateForm",
    "PeriodQuerySet",
    "Person",
    "Position",
    "RoleGrant",
    "SessionStore",
    "Staff",
    "StaffManager",
    "StaffSession",
    "Unit",
    "_Period",
]

"""Who comes through this door: staff who are signed in, each with the roles that they hold now.

Every view of the desk stands behind one of these decorators; a test asks every address as a stranger.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from shubbak.cases.models import Case
from shubbak.cases.permissions import leads, may_make_labels, units_overseen
from shubbak.cases.queries import case_visible
from shubbak.desk.ended import to_sign_in
from shubbak.journal.rules import Actor
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of, colleagues, roles_of
from shubbak.people.rules import Roles

WRITING_ROLES = (
    "agent",
    "head",
    "counter",
    "complaints",
    "general_secretary",
    "director",
    "registrar",
    "cashier",
    "head_cashier",
)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
P = ParamSpec("P")


@dataclass(frozen=True)
class Visit:
    """Who asks, as what, and when: one instant for the whole request."""

    staff: Staff
    roles: Roles
    at: datetime

    @property
    def actor(self) -> Actor:
        return actor_of(self.staff)

    @property
    def may_write(self) -> bool:
        """Auditors and administrators read; whoever holds any role of the work also writes."""
        return any(self.roles.has(role) for role in WRITING_ROLES)

    @cached_property
    def colleagues(self) -> Sequence[Staff]:
        """Who works where these roles reach: those in charge of the files, those to be put in charge."""
        return colleagues(self.roles, self.at)

    @property
    def administers(self) -> bool:
        return self.roles.has("administrator")

    @property
    def makes_labels(self) -> bool:
        return may_make_labels(self.roles)

    @property
    def oversees(self) -> bool:
        """Heads, directors and general secretaries read who has what in their units."""
        return units_overseen(self.roles) != frozenset()

    @property
    def leads(self) -> bool:
        return leads(self.roles)


class DeskRequest(HttpRequest):
    """A request of a member of staff."""

    visit: Visit


View = Callable[Concatenate[DeskRequest, P], HttpResponseBase]
Door = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def staff_only(view: View[P]) -> Door[P]:
    """Signed-in staff; whoever only reads (an auditor) is refused every act."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, Staff):
            return to_sign_in(request)
        desk = cast(DeskRequest, request)
        desk.visit = visit_of(request.user)
        if request.method not in _SAFE and not desk.visit.may_write:
            raise PermissionDenied
        response = view(desk, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return checked


def writers_only(view: View[P]) -> Door[P]:
    """Staff who hold a role of the work."""

    @wraps(view)
    def checked(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.visit.may_write:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return staff_only(checked)


def administrators_only(view: View[P]) -> Door[P]:
    """Administrators of the body."""

    @wraps(view)
    def checked(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.visit.administers:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return staff_only(checked)


def hidden(view: View[P], may: Callable[[Visit], bool]) -> Door[P]:
    """Those who may, whatever the method; other staff are answered as for an address that is not there."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, Staff):
            return to_sign_in(request)
        desk = cast(DeskRequest, request)
        desk.visit = visit_of(request.user)
        if not may(desk.visit):
            raise Http404
        response = view(desk, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return checked


def visit_of(staff: Staff) -> Visit:
    at = timezone.now()
    return Visit(staff, roles_of(staff, at), at)


def the_case(visit: Visit, case_id: UUID) -> Case:
    """The file, as the asker may see it.

    :raises Http404: whether it is absent or somebody else's.
    """
    case = case_visible(visit.staff, case_id, visit.at)
    if case is None:
        raise Http404
    return case

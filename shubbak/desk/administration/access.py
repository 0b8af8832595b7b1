"""Who comes through: administrators of the body. For all other staff these pages do not exist."""

from functools import wraps
from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from shubbak.desk.access import DeskRequest, Door, P, View, visit_of
from shubbak.people.models import Staff


def administration(view: View[P]) -> Door[P]:
    """Administrators only; other staff are answered as for an address that is not there."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, Staff):
            return redirect_to_login(request.get_full_path())
        desk = cast(DeskRequest, request)
        desk.visit = visit_of(request.user)
        if not desk.visit.administers:
            raise Http404
        response = view(desk, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return checked

"""Who comes through: administrators and heads. For all other staff these pages do not exist."""

from functools import wraps
from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from shubbak.cases.permissions import may_make_labels
from shubbak.desk.access import DeskRequest, Door, P, View, visit_of
from shubbak.people.models import Staff


def label_makers(view: View[P]) -> Door[P]:
    """Whoever makes labels; other staff are answered as for an address that is not there."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, Staff):
            return redirect_to_login(request.get_full_path())
        desk = cast(DeskRequest, request)
        desk.visit = visit_of(request.user)
        if not may_make_labels(desk.visit.roles):
            raise Http404
        response = view(desk, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return checked

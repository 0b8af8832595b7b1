"""Who comes through: auditors of the whole body. For all other staff these pages do not exist."""

from functools import wraps
from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from shubbak.desk.access import DeskRequest, Door, P, View, visit_of
from shubbak.insights.permissions import audits_the_body
from shubbak.people.models import Staff


def auditors_only(view: View[P]) -> Door[P]:
    """Auditors read, and send nothing; other staff are answered as for an address that is not there."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, Staff):
            return redirect_to_login(request.get_full_path())
        desk = cast(DeskRequest, request)
        desk.visit = visit_of(request.user)
        if not audits_the_body(desk.visit.roles):
            raise Http404
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = view(desk, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return checked

"""Where one is signed in, and what arrived after the end of a session: to each member of staff their own."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shubbak.people.actions import end_other_sessions, end_own_session, forget_form
from shubbak.people.late import typed_words
from shubbak.people.models import LateForm, Staff
from shubbak.people.signed_in import late_form_of, name_of_session, sessions_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Staff, P], HttpResponse]
Door = Callable[Concatenate[HttpRequest, P], HttpResponse]


def own(view: View[P]) -> Door[P]:
    """A page of whoever is signed in, and of nobody else."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, Staff):
            return redirect_to_login(request.get_full_path())
        response = view(request, request.user, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return checked


class SentAgain(HttpResponseRedirect):
    """The browser sends the same form to the address it was meant for (RFC 9110, 307)."""

    status_code = 307


@require_safe
@own
def sessions(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Each device with its network and times, this one marked."""
    here = request.session.session_key
    lines = [
        {"row": row, "name": name_of_session(row), "is_here": row.session_key == here}
        for row in sessions_of(staff, timezone.now())
    ]
    return render(request, "people/sessions.html", {"lines": lines, "has_others": len(lines) > 1})


@require_POST
@own
def end_session(request: HttpRequest, staff: Staff) -> HttpResponse:
    """End one, or all but this one."""
    at, which = timezone.now(), request.POST.get("session", "")
    if which == "others":
        end_other_sessions(staff=staff, but=str(request.session.session_key), at=at)
        return redirect("staff_sessions")
    for row in sessions_of(staff, at):
        if name_of_session(row) == which:
            end_own_session(session=row, staff=staff, at=at)
    return redirect("staff_sessions")


@require_safe
@own
def late(request: HttpRequest, staff: Staff, form_id: UUID) -> HttpResponse:
    """What was sent too late, to be sent now or thrown away."""
    form = _the_form(staff, form_id)
    context = {"form": form, "typed": typed_words(form.fields)}
    return render(request, "people/late.html", context)


@require_POST
@own
def late_deed(_request: HttpRequest, staff: Staff, form_id: UUID, deed: str) -> HttpResponse:
    """Send it to where it was meant to go, or throw it away; it is kept no longer."""
    form = _the_form(staff, form_id)
    if deed not in ("send", "forget"):
        raise Http404
    forget_form(form=form)
    return SentAgain(form.path) if deed == "send" else redirect("/desk/")


def _the_form(staff: Staff, form_id: UUID) -> LateForm:
    """:raises Http404: if there is none, or if it is somebody else's."""
    form = late_form_of(staff, form_id, timezone.now())
    if form is None:
        raise Http404
    return form
